import type { ReviewView } from "../../api/contract";
import { t, tx } from "./text";
import { Moment } from "../../ui/parts";

/** What was changed about the rating from above, and why; no one reviewed ever sees this. */
export function Adjusted({ review }: { review: ReviewView }) {
  return review.adjustments?.map(({ before, after, by, at, reason }) => (
    <p key={at} className="dim small">
      {tx("review.adjusted", {
        before: label(review, before),
        after: label(review, after),
        name: by.name,
        when: <Moment at={at} />,
        reason,
      })}
    </p>
  ));
}

function label({ cycle }: ReviewView, value: number | null): string {
  return cycle.ratings?.find((step) => step.value === value)?.label ?? t("review.unrated");
}
