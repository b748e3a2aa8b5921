import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "wouter";

import type { CycleView } from "../../api/contract";
import { useApiQuery, useApiMutation } from "../../api/hooks";
import { useNow } from "../../ui/clock";
import { useMe } from "../../api/me";
import { keeperOf } from "../../ui/drafts/Begun";
import { tn, t } from "./text";
import { dateIn, dateWords } from "../../text/dates";
import { Confirm } from "../../ui/Confirm";
import { Section } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { RichTextView } from "../../ui/RichTextView";
import { useToast } from "../../ui/toasts";
import { CopyCycle } from "./EndCycle";
import { CyclePage } from "./CyclePage";
import { PastDates, pastIn } from "./PastDates";
import { Rehearsal } from "./Rehearsal";
import { type Rehearsed, useRehearsal } from "./launchPreview";

interface Shown {
  cycle: CycleView;
  etag: string;
}

/** A cycle before its launch: what was chosen, what a launch would do, and the launch. */
export function DraftCycle({ cycle, etag }: Shown) {
  const rehearsal = useRehearsal(cycle.id, etag);
  return (
    <CyclePage
      cycle={cycle}
      lead={t("hr.draft.lead")}
      action={
        <>
          {cycle.actions.includes("patch") && (
            <Button component={Link} href={`/hr/cycles/${cycle.id}/edit`} variant="default">
              {t("hr.draft.edit")}
            </Button>
          )}
          <CopyCycle cycle={cycle} />
          <Discard cycle={cycle} />
          <Launch cycle={cycle} rehearsal={rehearsal} />
        </>
      }
    >
      <Summary cycle={cycle} />
      <Section title={t("hr.rehearsal.title")}>
        <p className="dim">{t("hr.rehearsal.lead")}</p>
        <Rehearsal cycle={cycle} rehearsal={rehearsal} />
      </Section>
    </CyclePage>
  );
}

/** Who takes part, in words: everyone, a part of the company, or so many; then who was added or left out singly. */
function peopleIn({ filter, everyone, person_ids: ids, added, left_out }: CycleView["participants"]): string {
  const named = [filter?.department, filter?.location, filter?.employment_type].flat().filter(Boolean).join(", ");
  const joined = filter?.joined_before ? t("hr.draft.joined", { date: dateWords(filter.joined_before) }) : "";
  const part = [named, joined].filter(Boolean).join("; ");
  const people = everyone ? t("hr.who.everyone") : ids ? tn("hr.who.count", ids.length) : part;
  const single = [
    added?.length && t("hr.draft.added", { n: added.length }),
    left_out?.length && t("hr.draft.leftOut", { n: left_out.length }),
  ];
  return [people, ...single.filter(Boolean)].join("; ");
}

/** The options that are on, in words. */
function chosenIn(options: CycleView["options"]): string {
  const switched = (["private_notes", "done_box", "attachments", "calibration", "follow_manager"] as const)
    .filter((name) => options[name])
    .map((name) => t(`hr.options.${name}`));
  const chosen = [
    options.ratings && t("hr.options.ratings"),
    options.chart_2d && t("hr.options.chart"),
    ...switched,
  ].filter(Boolean);
  return chosen.join(", ") || t("hr.draft.plain");
}

/** What was chosen, in words. */
export function Summary({
  cycle: { timeline, options, participants, questionnaire_id, instructions },
}: {
  cycle: CycleView;
}) {
  const form = useApiQuery("GET /questionnaires/{questionnaire_id}", { path: { questionnaire_id } });
  return (
    <div className="card">
      <dl className="facts cycle-facts">
        <dt>{t("hr.wizard.questionnaire")}</dt>
        <dd>
          <Link href={`/hr/questionnaires/${questionnaire_id}`} className="person-link">
            {form.data?.title ?? "…"}
          </Link>
        </dd>
        <dt>{t("hr.step.people")}</dt>
        <dd>{peopleIn(participants)}</dd>
        <dt>{t("hr.step.timeline")}</dt>
        <dd>
          <Dates timeline={timeline} />
        </dd>
        <dt>{t("hr.step.options")}</dt>
        <dd>{chosenIn(options)}</dd>
        {instructions && (
          <>
            <dt>{t("hr.wizard.instructions")}</dt>
            <dd>
              <RichTextView html={instructions} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Dates({ timeline }: Pick<CycleView, "timeline">) {
  return (
    <>
      {(["opens_on", "self_due_on", "manager_due_on", "share_from", "sign_due_on", "closes_on"] as const)
        .filter((name) => timeline[name])
        .map((name) => (
          <span key={name} className="fact-date">
            <span className="dim">{t(`hr.date.${name}`)}</span> {dateWords(timeline[name] ?? "", "short")}
          </span>
        ))}
      {timeline.time_zone && <span className="dim">{t("hr.dates.in", { zone: timeline.time_zone })}</span>}
    </>
  );
}

function Discard({ cycle }: { cycle: CycleView }) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const cancel = useApiMutation("POST /cycles/{cycle_id}/cancel", ["GET /cycles", "GET /cycles/{cycle_id}"]);
  const [, navigate] = useLocation();
  const toast = useToast();
  if (!cycle.actions.includes("cancel")) return null;
  const go = async (): Promise<void> => {
    if (!(await cancel.mutate({ path: { cycle_id: cycle.id } }))) return;
    await keeperOf(me, `cycle/${cycle.id}`)
      .drop()
      .catch(() => undefined);
    toast(t("hr.draft.discarded"));
    navigate("/hr/cycles");
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("hr.draft.discard")}
      </Button>
      <Confirm
        opened={asking}
        title={t("hr.draft.discard.title")}
        yes={t("hr.draft.discard")}
        danger
        busy={cancel.busy}
        onYes={() => void go()}
        onNo={() => setAsking(false)}
      >
        <p style={{ margin: 0 }}>{t("hr.draft.discard.text")}</p>
        <ProblemNote error={cancel.error} />
      </Confirm>
    </>
  );
}

/** By these days something has to be done; a cycle may well open on a day that is over. */
const DUE = ["self_due_on", "manager_due_on", "sign_due_on"] as const;

function Launch({ cycle, rehearsal }: { cycle: CycleView; rehearsal: Rehearsed }) {
  const [asking, setAsking] = useState(false);
  const [meant, setMeant] = useState(false);
  const past = pastIn(cycle.timeline, dateIn(useNow(), useMe().time_zone));
  const launch = useApiMutation("POST /cycles/{cycle_id}/launch", [
    "GET /cycles",
    "GET /cycles/{cycle_id}",
    "GET /cycles/{cycle_id}/progress",
  ]);
  if (!cycle.actions.includes("launch")) return null;
  const { pairs, problems } = rehearsal;
  const due = DUE.filter((name) => past.includes(name));
  const out = new Set(problems.map(({ person_id }) => person_id)).size;
  return (
    <>
      <Button disabled={!rehearsal.whole || pairs.length === 0} onClick={() => setAsking(true)}>
        {t("hr.launch")}
      </Button>
      <Confirm
        opened={asking}
        title={t("hr.launch.title", { name: cycle.name })}
        yes={t("hr.launch.yes")}
        busy={launch.busy}
        disabled={due.length > 0 && !meant}
        onYes={() => void launch.mutate({ path: { cycle_id: cycle.id } })}
        onNo={() => setAsking(false)}
      >
        <ul className="plain-list">
          <li>{tn("hr.launch.reviews", pairs.length)}</li>
          {out > 0 && <li>{tn("hr.launch.out", out)}</li>}
          <li>{t("hr.launch.opens", { date: dateWords(cycle.timeline.opens_on) })}</li>
        </ul>
        <p className="dim">{t("hr.launch.text")}</p>
        {due.length > 0 && <PastDates dates={due} meant={meant} set={setMeant} />}
        <ProblemNote error={launch.error} />
      </Confirm>
    </>
  );
}
