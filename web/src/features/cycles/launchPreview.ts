import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { call } from "../../api/call";
import type { PairView, PlannedMailView, PlanProblemView } from "../../api/contract";

/** What a launch would do, as far as it has been fetched; `whole` once that is all of it. */
export interface Rehearsed {
  pairs: PairView[];
  problems: PlanProblemView[];
  mails: PlannedMailView[];
  whole: boolean;
  error: Error | null;
  again: () => void;
}

/** Rehearse a draft, page after page; again for each version of it. */
export function useRehearsal(cycle_id: string, etag: string): Rehearsed {
  const asked = useInfiniteQuery({
    queryKey: ["rehearsal", cycle_id, etag],
    queryFn: async ({ pageParam, signal }) =>
      (
        await call(
          "POST /cycles/{cycle_id}/rehearse",
          { path: { cycle_id }, query: pageParam ? { cursor: pageParam } : {} },
          { signal },
        )
      ).body,
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 30_000,
  });
  const { data, hasNextPage, isFetching, fetchNextPage, error, refetch } = asked;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, error]);
  const pages = data?.pages ?? [];
  return {
    pairs: pages.flatMap((page) => page.pairs),
    problems: pages.flatMap((page) => page.problems),
    mails: pages.flatMap((page) => page.mails),
    whole: pages.length > 0 && !hasNextPage,
    error,
    again: () => void refetch(),
  };
}

/** The pairs by reviewer, those with most to write first. */
export function byReviewer(
  pairs: readonly PairView[],
): { reviewer: PairView["reviewer"]; reviewees: PairView["reviewee"][] }[] {
  const found = new Map<string, { reviewer: PairView["reviewer"]; reviewees: PairView["reviewee"][] }>();
  for (const { reviewer, reviewee } of pairs) {
    const group = found.get(reviewer.id) ?? { reviewer, reviewees: [] };
    group.reviewees.push(reviewee);
    found.set(reviewer.id, group);
  }
  return [...found.values()].sort(
    (a, b) => b.reviewees.length - a.reviewees.length || a.reviewer.name.localeCompare(b.reviewer.name),
  );
}

/** Emails that go out on one day and say the same. */
export interface Post {
  key: string;
  date: string;
  kind: string;
  mails: PlannedMailView[];
}

/** The emails by day and kind, in the order of time. `dayOf` says on which day an instant is. */
export function byDay(mails: readonly PlannedMailView[], dayOf: (at: string) => string): Post[] {
  const found = new Map<string, Post>();
  for (const mail of mails) {
    const date = dayOf(mail.at);
    const key = `${date}#${mail.kind}`;
    const post = found.get(key) ?? { key, date, kind: mail.kind, mails: [] };
    post.mails.push(mail);
    found.set(key, post);
  }
  return [...found.values()].sort((a, b) => a.key.localeCompare(b.key));
}

/** The problems by what is wrong, the most frequent last: what is rare is looked at first. */
export function byCode(problems: readonly PlanProblemView[]): [code: string, people: PlanProblemView[]][] {
  const found = new Map<string, PlanProblemView[]>();
  for (const problem of problems) found.set(problem.code, [...(found.get(problem.code) ?? []), problem]);
  return [...found].sort(([, a], [, b]) => a.length - b.length);
}
