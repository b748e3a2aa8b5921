import { t, tOr, tx } from "./text/states";
import { DayText, Tag } from "../../ui/parts";

const SIDES = { not_started: "plain", draft: "wait", shared: "good", hidden: "wait", not_provided: "plain" } as const;
const REVIEWS = { scheduled: "plain", open: "accent", locked: "wait", complete: "good", withdrawn: "plain" } as const;

/** Whether nothing of a side is expected anymore: it is shared, or HR decided to continue without it. */
export const isSettled = (state: string | undefined): boolean => state === "shared" || state === "not_provided";

/** Where one side stands, in a word. */
export function SideTag({ state }: { state: string }) {
  return <Tag tone={SIDES[state as keyof typeof SIDES] ?? "plain"}>{tOr("side", state)}</Tag>;
}

/** As much of a review as says whether its cycle is over, and since when. */
export interface Ending {
  state: string;
  ended_at?: string;
  /** By its cycle. */
  cancelled?: boolean;
  time_zone: string;
}

/** Whether nothing more comes of a review: its cycle ended before it was complete. */
export const isOver = ({ state, ended_at }: Pick<Ending, "state" | "ended_at">): boolean =>
  ended_at !== undefined && (state === "scheduled" || state === "open" || state === "locked");

/** Whether nobody will write in a review or share it anymore. */
export const isFinal = (review: Pick<Ending, "state" | "ended_at">): boolean =>
  review.state === "complete" || review.state === "withdrawn" || isOver(review);

type Standing = Pick<Ending, "state" | "ended_at" | "cancelled">;

/** Where a review stands, in a word. */
export function standingText(review: Standing): string {
  if (review.cancelled) return t("review.state.cancelled");
  return isOver(review) ? t("review.over") : tOr("review.state", review.state);
}

/** The same as a tag. */
export function ReviewTag({ review }: { review: Standing }) {
  const tone = isOver(review) ? "plain" : REVIEWS[review.state as keyof typeof REVIEWS];
  return <Tag tone={tone ?? "plain"}>{standingText(review)}</Tag>;
}

/** The same of a review of which nothing but its state is known. */
export const StandingTag = ({ state }: { state: string }) => <ReviewTag review={{ state }} />;

/** That the cycle of a review is over, and since when; nothing as long as it runs. */
export function CycleEnded({ review: { ended_at, cancelled, time_zone } }: { review: Ending }) {
  return ended_at
    ? tx(cancelled ? "review.endedCancelled" : "review.ended", { day: <DayText at={ended_at} zone={time_zone} ends /> })
    : null;
}
