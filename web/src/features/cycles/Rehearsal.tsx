import { Button } from "@mantine/core";
import { useState } from "react";

import type { CycleView, PlanProblemView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { useMe } from "../../api/me";
import { t, tn, tOr } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/sentences";
import { clockTime, dateIn, dateWords } from "../../text/dates";
import { CheckIcon } from "../../ui/icons";
import { PersonLink } from "../people";
import { Empty, Face, Tag, Waiting } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { Figure } from "../../ui/Figure";
import { Choice } from "../../ui/Choice";
import { byCode, byDay, byReviewer, type Post, type Rehearsed } from "./launchPreview";

type Part = "problems" | "pairs" | "mails";
const SHOWN = 60;
const FEW = 6;

/** What a launch would do, to be read: who reviews whom, what stands in the way, which emails go out when. */
export function Rehearsal({ cycle, rehearsal }: { cycle: CycleView; rehearsal: Rehearsed }) {
  const { pairs, problems, mails, whole, error, again } = rehearsal;
  const [chosen, setChosen] = useState<Part | null>(null);
  if (error) return <ProblemNote error={error} again={again} />;
  if (!whole) return <Waiting lines={3} />;
  const part = chosen ?? (problems.length ? "problems" : "pairs");
  return (
    <>
      <div className="figures">
        <Figure n={pairs.length}>{t("hr.rehearsal.reviews")}</Figure>
        <Figure n={problems.length} tone={problems.length ? "bad" : "good"}>
          {t("hr.rehearsal.problems")}
        </Figure>
        <Figure n={mails.length}>{t("hr.rehearsal.mails")}</Figure>
      </div>
      <Choice
        label={t("hr.rehearsal.show")}
        value={part}
        onChange={setChosen}
        values={(["problems", "pairs", "mails"] as const).map((value) => ({
          value,
          label: t(`hr.rehearsal.${value}`),
        }))}
      />
      {part === "problems" && <Problems cycle={cycle} problems={problems} />}
      {part === "pairs" && <Pairs pairs={pairs} />}
      {part === "mails" && <Mails mails={mails} />}
    </>
  );
}

function Problems({ cycle, problems }: { cycle: CycleView; problems: PlanProblemView[] }) {
  const remove = useApiMutation("DELETE /cycles/{cycle_id}/participants/{person_id}", ["GET /cycles/{cycle_id}"]);
  const leave =
    cycle.actions.includes("remove_participant") &&
    ((person_id: string) => void remove.mutate({ path: { cycle_id: cycle.id, person_id } }));
  if (problems.length === 0) {
    return (
      <p className="all-well">
        <CheckIcon /> {t("hr.rehearsal.noProblems")}
      </p>
    );
  }
  return (
    <>
      <p className="dim small">{t("hr.rehearsal.problems.note")}</p>
      <ProblemNote error={remove.error} />
      <ul className="rows" aria-label={t("hr.rehearsal.problems")}>
        {byCode(problems).map(([code, people]) => (
          <li key={code}>
            <details className="post" open={people.length <= FEW}>
              <summary className="row">
                <span className="row-main">
                  <span className="row-title">{tOr("hr.problemName", code)}</span>
                  <span className="dim small" style={{ display: "block" }}>
                    {tOr("hr.problem", code)}
                  </span>
                </span>
                <Tag tone="bad">{tn("hr.rehearsal.group", people.length)}</Tag>
              </summary>
              <ul className="problem-people">
                {people.map((person) => (
                  <li key={person.person_id}>
                    <PersonLink person={{ id: person.person_id, name: person.name }} />{" "}
                    <span className="dim small">{phrase("plan", person)}</span>
                    {leave && <LeaveOut name={person.name} busy={remove.busy} leave={() => leave(person.person_id)} />}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function LeaveOut({ name, busy, leave }: { name: string; busy: boolean; leave: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      disabled={busy}
      aria-label={t("hr.rehearsal.leaveOut.who", { name })}
      onClick={leave}
    >
      {t("hr.rehearsal.leaveOut")}
    </Button>
  );
}

function Pairs({ pairs }: { pairs: Rehearsed["pairs"] }) {
  const groups = byReviewer(pairs);
  const [all, setAll] = useState(false);
  if (groups.length === 0) return <Empty title={t("hr.rehearsal.nobody")}>{t("hr.rehearsal.nobody.hint")}</Empty>;
  return (
    <>
      <ul className="rows" aria-label={t("hr.rehearsal.pairs")}>
        {groups.slice(0, all ? undefined : SHOWN).map(({ reviewer, reviewees }) => (
          <li key={reviewer.id} className="row">
            <Face name={reviewer.name} />
            <span className="row-main">
              <span className="row-title">{reviewer.name}</span> <span className="dim">{t("hr.rehearsal.writes")}</span>
              <span style={{ display: "block" }}>{reviewees.map(({ name }) => name).join(", ")}</span>
            </span>
            <span className="row-end">
              <Tag>{reviewees.length}</Tag>
            </span>
          </li>
        ))}
      </ul>
      {!all && groups.length > SHOWN && (
        <Button variant="default" mt="md" onClick={() => setAll(true)}>
          {t("app.more")}
        </Button>
      )}
    </>
  );
}

function Mails({ mails }: { mails: Rehearsed["mails"] }) {
  const zone = useMe().time_zone;
  const posts = byDay(mails, (at) => dateIn(new Date(at), zone));
  return (
    <>
      <p className="dim small">{t("hr.rehearsal.mails.note")}</p>
      <ul className="rows" aria-label={t("hr.rehearsal.mails")}>
        {posts.map((post) => (
          <li key={post.key}>
            <OnePost post={post} zone={zone} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OnePost({ post: { date, kind, mails }, zone }: { post: Post; zone: string }) {
  const times = [...new Set(mails.map(({ at }) => clockTime(new Date(at), zone)))].sort();
  return (
    <details className="post">
      <summary className="row">
        <span className="post-day">{dateWords(date, "short")}</span>
        <span className="row-main">
          <span className="row-title">{tOr("hr.mail", kind)}</span>
          <span className="dim small">
            {" "}
            {times.length > 2
              ? t("hr.rehearsal.times", { first: times[0] ?? "", last: times.at(-1) ?? "" })
              : times.join(", ")}
          </span>
        </span>
        <Tag>{tn("hr.rehearsal.people", mails.length)}</Tag>
      </summary>
      <p className="post-names">{mails.map(({ to }) => to.name || to.email).join(", ")}</p>
    </details>
  );
}
