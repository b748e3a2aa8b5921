import type { PersonView, ReviewItem } from "../../api/contract";
import { useMe } from "../../api/me";
import { ListSection } from "../../ui/ListSection";
import { ReviewRow } from "./ReviewRow";
import { useReviewsWith } from "./useReviewsWith";
import { isFinal } from "./states";
import { t } from "./text/states";

interface Shown {
  person: PersonView;
}

/** The reviews of two people that are in progress, with what is due next. */
export function CurrentReviewsWith({ person }: Shown) {
  return <Reviews person={person} title={t("reviews.with.current")} which={(review) => !isFinal(review)} />;
}

/** Those that are over. */
export function PastReviewsWith({ person }: Shown) {
  return <Reviews person={person} title={t("reviews.with.past")} which={isFinal} />;
}

function Reviews({ person, title, which }: Shown & { title: string; which: (review: ReviewItem) => boolean }) {
  const me = useMe();
  const list = useReviewsWith(person);
  return (
    <ListSection title={title} list={{ ...list, items: list.items?.filter(which) }} keyOf={({ id }) => id}>
      {(review) => <ReviewRow review={review} byPerson={review.reviewee.id !== me.id} />}
    </ListSection>
  );
}
