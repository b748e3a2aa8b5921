import type { CycleRow } from "../../api/contract";

export const STAGES = ["self", "manager", "signed"] as const;
export type Stage = (typeof STAGES)[number];

const DUE = { self: "self_due_on", manager: "manager_due_on", signed: "sign_due_on" } as const;
const RUNNING: readonly CycleRow["state"][] = ["launching", "scheduled", "open"];

/** Whether a cycle was launched and has not ended. */
export const isRunning = ({ state }: CycleRow): boolean => RUNNING.includes(state);

/** Whether it is still being counted how far a cycle is. */
export const isCounting = (cycle: CycleRow): boolean => cycle.launched_at !== null && cycle.progress === undefined;

/** The service counts a cycle again that was counted longer ago than this, behind the answer with the old count. */
const OLD = 5 * 60_000;

/** Whether a newer count comes soon: the first one, or one in the place of an old one. */
export const awaitsCount = (cycle: CycleRow, now: Date): boolean =>
  isCounting(cycle) ||
  (isRunning(cycle) && cycle.progress !== undefined && now.getTime() - Date.parse(cycle.progress.as_of) > OLD);

export interface Missing {
  cycle: CycleRow;
  stage: Stage;
  count: number;
}

/** What should be there by now and is not; a deadline is past once its day is over. */
export function missingIn(cycles: readonly CycleRow[], today: string): Missing[] {
  return cycles.filter(isRunning).flatMap((cycle) =>
    STAGES.flatMap((stage) => {
      const { done = 0, total = 0 } = cycle.progress?.[stage] ?? {};
      const late = cycle.timeline[DUE[stage]] < today;
      return late && total > done ? [{ cycle, stage, count: total - done }] : [];
    }),
  );
}
