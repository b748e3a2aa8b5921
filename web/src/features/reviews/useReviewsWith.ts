import type { PersonView, ReviewItem } from "../../api/contract";
import { usePages } from "../../api/hooks";
import type { Listed } from "../../ui/List";

/** At once, because those with others are among them. */
const PAGE = 100;

/** The reviews of two people: mine that the other writes, theirs that I write or contribute to; the newest first. */
export function useReviewsWith({ id }: PersonView): Listed<ReviewItem> {
  const mine = usePages("GET /reviews", { query: { role: "reviewee", limit: PAGE } });
  const theirs = usePages("GET /reviews", { query: { reviewee_id: id, limit: PAGE } });
  const items = mine.items &&
    theirs.items && [
      ...mine.items.filter(({ reviewer }) => reviewer.id === id),
      ...theirs.items.filter(({ roles }) => roles.length > 0),
    ];
  const [first, second] = mine.more ? [mine, theirs] : [theirs, mine];
  return {
    items: items?.toSorted((one, other) => other.opens_at.localeCompare(one.opens_at)),
    error: mine.error ?? theirs.error,
    again: () => [mine, theirs].forEach(({ again }) => again()),
    more: first.more ?? second.more,
    loadingMore: mine.loadingMore || theirs.loadingMore,
    moreError: first.moreError ?? second.moreError,
  };
}
