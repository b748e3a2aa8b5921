import type { ReviewView, TaskView } from "../../api/contract";

/** Kinds of tasks that are one piece of work: what is written is shared. */
const WORK: Record<string, string> = {
  write_self: "self",
  share_self: "self",
  write_manager: "manager",
  share_manager: "manager",
};
const workOf = (kind: string): string => WORK[kind] ?? kind;

/** Which work someone has just finished in a review. */
export function finishedIn({ reviewee, reviewer, signatures }: ReviewView, meId: string): string {
  if (signatures.some(({ person }) => person.id === meId)) return "sign";
  return reviewee.id === meId ? "self" : reviewer.id === meId ? "manager" : "contribute";
}

/**
 * Whom to turn to after something was finished in a review: the same work in the same cycle, then whatever else the
 * cycle asks, then the rest, each as they are due. What cannot be done any more is not offered.
 */
export function nextTask(tasks: readonly TaskView[], review: ReviewView, meId: string): TaskView | undefined {
  const work = finishedIn(review, meId);
  const left = tasks.filter((task) => task.review_id !== review.id && task.state !== "locked");
  const same = left.filter(({ cycle }) => cycle?.id === review.cycle.id);
  return same.find(({ kind }) => workOf(kind) === work) ?? same[0] ?? left[0];
}
