import { tOr } from "../text";
import { Tag } from "../ui/parts";

const SIDES = { not_started: "plain", draft: "wait", shared: "good", hidden: "wait", not_provided: "plain" } as const;
const REVIEWS = { scheduled: "plain", open: "accent", locked: "wait", complete: "good", withdrawn: "plain" } as const;

/** Where one side stands, in a word. */
export function SideTag({ state }: { state: string }) {
  return <Tag tone={SIDES[state as keyof typeof SIDES] ?? "plain"}>{tOr("side", state)}</Tag>;
}

/** Where a review stands, in a word. */
export function ReviewTag({ state }: { state: string }) {
  return <Tag tone={REVIEWS[state as keyof typeof REVIEWS] ?? "plain"}>{tOr("review.state", state)}</Tag>;
}
