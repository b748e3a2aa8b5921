import { t, tOr, tx } from "../text";
import { DayText, Tag } from "../ui/parts";

const SIDES = { not_started: "plain", draft: "wait", shared: "good", hidden: "wait", not_provided: "plain" } as const;
const REVIEWS = { scheduled: "plain", open: "accent", locked: "wait", complete: "good", withdrawn: "plain" } as const;

/** Where one side stands, in a word. */
export function SideTag({ state }: { state: string }) {
  return <Tag tone={SIDES[state as keyof typeof SIDES] ?? "plain"}>{tOr("side", state)}</Tag>;
}

/** As much of a review as says whether its cycle is over, and since when. */
export interface Ending {
  state: string;
  ended_at?: string;
  time_zone: string;
}

/** Whether nothing more comes of a review: its cycle ended before it was complete. */
export const isOver = ({ state, ended_at }: Pick<Ending, "state" | "ended_at">): boolean =>
  ended_at !== undefined && (state === "scheduled" || state === "open" || state === "locked");

/** Whether nobody will write in a review or share it anymore. */
export const isFinal = (review: Pick<Ending, "state" | "ended_at">): boolean =>
  review.state === "complete" || review.state === "withdrawn" || isOver(review);

/** Where a review stands, in a word. */
export function ReviewTag({ review }: { review: Pick<Ending, "state" | "ended_at"> }) {
  const { state } = review;
  if (isOver(review)) return <Tag>{t("review.over")}</Tag>;
  return <Tag tone={REVIEWS[state as keyof typeof REVIEWS] ?? "plain"}>{tOr("review.state", state)}</Tag>;
}

/** That the cycle of a review is over, and since when; nothing as long as it runs. */
export function CycleEnded({ review: { ended_at, time_zone } }: { review: Ending }) {
  return ended_at ? tx("review.ended", { day: <DayText at={ended_at} zone={time_zone} ends /> }) : null;
}
