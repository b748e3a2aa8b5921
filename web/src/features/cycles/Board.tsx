import { Group } from "@mantine/core";
import { Link } from "wouter";

import type { CycleView, FailureView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { t, tn } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/sentences";
import { dateWords } from "../../text/dates";
import { Await, Section } from "../../ui/parts";
import { useFilters } from "../../ui/useFilters";
import { AddPeople } from "./AddPeople";
import { CopyCycle, EndCycle } from "./EndCycle";
import { ForAll, forAllOf } from "./ForAll";
import { MoveDates } from "./MoveDates";
import { CyclePage } from "./CyclePage";
import { FILTERS, Reviews } from "./Rows";
import { Stages } from "./Stages";

const EVERY = 30_000;

/** A launched cycle: how far it is, its reviews, and what can be done with them. */
export function Board({ cycle, etag }: { cycle: CycleView; etag: string }) {
  const progress = useApiQuery("GET /cycles/{cycle_id}/progress", { path: { cycle_id: cycle.id } }, { every: EVERY });
  const filters = useFilters(FILTERS);
  const { department, stage } = filters.values;
  const departments = progress.data?.stages?.departments.map((one) => one.department).filter(Boolean) ?? [];
  return (
    <CyclePage cycle={cycle} lead={<Dates cycle={cycle} />}>
      <Commands cycle={cycle} etag={etag} />
      <Section title={t("hr.board.progress")}>
        <Await asked={progress}>
          {({ stages, failed }) => (
            <>
              <Failed failed={failed} joins={cycle.actions.includes("add_participants")} />
              {stages ? (
                <Stages stages={stages} department={department} standing={stage} choose={filters.set} />
              ) : (
                <p className="dim">{t("hr.board.counting")}</p>
              )}
            </>
          )}
        </Await>
      </Section>
      <Section title={t("hr.board.reviews")}>
        <Reviews cycle={cycle} filters={filters} departments={departments} />
      </Section>
    </CyclePage>
  );
}

/** What can be done with the cycle as a whole. */
function Commands({ cycle, etag }: { cycle: CycleView; etag: string }) {
  return (
    <Group gap="sm" className="no-print">
      {forAllOf(cycle.actions).map((name) => (
        <ForAll key={name} cycle={cycle} name={name} />
      ))}
      <AddPeople cycle={cycle} />
      <MoveDates cycle={cycle} etag={etag} />
      <CopyCycle cycle={cycle} />
      <EndCycle cycle={cycle} />
    </Group>
  );
}

function Dates({ cycle: { timeline } }: { cycle: CycleView }) {
  const names = ["self_due_on", "manager_due_on", "sign_due_on", "closes_on"] as const;
  return (
    <>
      {names
        .map((name) => t("hr.board.date", { name: t(`hr.date.${name}`), date: dateWords(timeline[name], "short") }))
        .concat(timeline.time_zone ? [t("hr.dates.in", { zone: timeline.time_zone })] : [])
        .join(" · ")}
    </>
  );
}

/** Who takes part and has no review, and why. */
function Failed({ failed, joins }: { failed: FailureView[]; joins: boolean }) {
  if (failed.length === 0) return null;
  return (
    <details className="failed" open={failed.length <= 5}>
      <summary>{tn("hr.board.failed", failed.length)}</summary>
      <ul>
        {failed.map(({ person_id, name, reason: code, ...more }) => (
          <li key={person_id}>
            <Link href={`/people/${person_id}`} className="person-link">
              {name || person_id}
            </Link>
            : {phrase("plan", { code, ...more })}
          </li>
        ))}
      </ul>
      {joins && <p className="dim small">{t("hr.board.failed.hint")}</p>}
    </details>
  );
}
