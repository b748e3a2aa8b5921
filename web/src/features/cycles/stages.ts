import type { DepartmentView, StagesView } from "../../api/contract";

export const STAGES = ["self", "manager", "signed"] as const;
export type Stage = (typeof STAGES)[number];

/** The three states of a stage, as the API calls them; a bar shows them in this order. */
export const REACHED = ["done", "begun", "not_begun"] as const;
export type Standing = `${Stage}_${(typeof REACHED)[number]}`;

/** All that the reviews of a cycle can be filtered by. */
export const STANDINGS: readonly Standing[] = STAGES.flatMap((stage) =>
  REACHED.map((reached) => `${stage}_${reached}` as const),
);

/** How many are through, under way, and altogether. */
export interface Count {
  done: number;
  begun: number;
  total: number;
}

const DONE: Record<Stage, readonly string[]> = {
  self: ["shared"],
  manager: ["shared"],
  signed: ["both"],
};
const BEGUN: Record<Stage, readonly string[]> = {
  self: ["draft", "hidden"],
  manager: ["draft", "hidden"],
  signed: ["one"],
};
const LEFT: Record<Stage, readonly string[]> = {
  self: ["not_started"],
  manager: ["not_started"],
  signed: ["none"],
};

/** One stage in three states (what HR gave up is in none of them), of a whole cycle or of a department. */
export function countOf(stages: Pick<StagesView | DepartmentView, Stage>, stage: Stage): Count {
  const sum = (names: readonly string[]): number => names.reduce((all, name) => all + (stages[stage][name] ?? 0), 0);
  const [done, begun] = [sum(DONE[stage]), sum(BEGUN[stage])];
  return { done, begun, total: done + begun + sum(LEFT[stage]) };
}
