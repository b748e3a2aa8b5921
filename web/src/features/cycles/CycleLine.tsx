import { Link } from "wouter";

import type { CycleRow } from "../../api/contract";
import { dateWords } from "../../text/dates";
import { CycleProgress } from "./CycleProgress";
import { CycleTag } from "./CycleTag";
import { routes } from "./routes";
import { t } from "./text";

/** Counting is done behind the answer: as long as some cycle waits for it, the list is asked for again. */
export const COUNTED_SOON = 3_000;

/** A cycle as a line of a list, with its progress. */
export function CycleLine({ cycle }: { cycle: CycleRow }) {
  const { id, name, state, timeline } = cycle;
  return (
    <Link href={routes.cycle.replace(":id", id)} className="row">
      <span className="row-main">
        <span className="row-title">{name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {t("hr.cycles.when", {
            from: dateWords(timeline.opens_on, "short"),
            to: dateWords(timeline.closes_on, "short"),
          })}
          {timeline.time_zone && ` · ${t("hr.dates.in", { zone: timeline.time_zone })}`}
        </span>
        <CycleProgress cycle={cycle} />
      </span>
      <span className="row-end">
        <CycleTag state={state} />
      </span>
    </Link>
  );
}
