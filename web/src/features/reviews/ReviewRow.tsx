import { Link } from "wouter";

import type { DeadlineView, ReviewItem } from "../../api/contract";
import { useMe } from "../../api/me";
import { t } from "./text/states";
import { DueDate, Face } from "../../ui/parts";
import { CycleEnded, isOver, isSettled, ReviewTag, SideTag } from "./states";

interface Shown {
  review: ReviewItem;
  /** Named after whom it is about, among reviews of many; else after its cycle, among those of one. */
  byPerson: boolean;
}

/** A review in a list. */
export function ReviewRow({ review, byPerson }: Shown) {
  const me = useMe();
  const mine = review.reviewee.id === me.id;
  const due = nextDeadline(review, mine);
  return (
    <Link href={`/reviews/${review.id}`} className="row">
      <Face name={byPerson ? review.reviewee.name : review.reviewer.name} />
      <span className="row-main">
        <span className="row-title">{byPerson ? review.reviewee.name : review.cycle.name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {byPerson ? review.cycle.name : t("home.by", { name: review.reviewer.name })}
          {due && (
            <>
              {" · "}
              <DueDate at={due.at} zone={due.time_zone} short />
            </>
          )}
          {review.ended_at && (
            <>
              {" · "}
              <CycleEnded review={review} />
            </>
          )}
        </span>
      </span>
      <span className="row-end">
        {review.state === "open" && !isOver(review) && (
          <SideTag state={(mine ? review.self : (review.manager ?? review.self)).state} />
        )}
        <ReviewTag review={review} />
      </span>
    </Link>
  );
}

/** What someone has to keep next, as long as the review is open and its cycle runs. */
function nextDeadline(review: ReviewItem, mine: boolean): DeadlineView | null {
  const { state, deadlines, self, manager } = review;
  if (isOver(review)) return null;
  if (state === "locked") return deadlines.sign;
  if (state !== "open") return null;
  const side = mine ? self : manager;
  return isSettled(side?.state) ? deadlines.sign : mine ? deadlines.self : deadlines.manager;
}
