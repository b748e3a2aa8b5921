import {
  type InfiniteData,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";

import { type Answer, call, type Given, type GetRoute, type How, type Route, type Told } from "./call";

/** What came of asking. `etag` is the version to name in If-Match. */
export interface Asked<T> {
  data: T | undefined;
  etag: string | null;
  error: Error | null;
  loading: boolean;
  again: () => void;
}

interface Wish<T = never> {
  /** Do not ask yet. */
  when?: boolean;
  /** Ask again every so many ms, as long as this says so; or as what is known so far says. */
  every?: number | false | ((known: T | undefined) => number | false);
}

type Loose = (route: Route, given: unknown, how?: How) => Promise<Told<never>>;
const loosely = call as unknown as Loose;

/** The key under which an answer is kept: `GET /reviews/{review_id}`, then what was asked for. */
export function keyOf<R extends GetRoute>(route: R, given?: Given<R>): QueryKey {
  const parts = (given ?? {}) as { path?: unknown; query?: unknown };
  return [route, parts.path ?? {}, parts.query ?? {}];
}

/** Ask for something and keep it up to date. */
export function useAsk<R extends GetRoute>(
  route: R,
  given?: Given<R>,
  { when = true, every = false }: Wish<Answer<R>> = {},
): Asked<Answer<R>> {
  const { data, error, isPending, refetch } = useQuery<Told<Answer<R>>>({
    queryKey: keyOf(route, given),
    queryFn: ({ signal }) => loosely(route, given, { signal }),
    enabled: when,
    refetchInterval: typeof every === "function" ? ({ state }) => every(state.data?.body) : every,
  });
  const again = useCallback(() => void refetch(), [refetch]);
  return { data: data?.body, etag: data?.etag ?? null, error, loading: isPending && when, again };
}

type ListRoute = { [R in GetRoute]: Answer<R> extends { items: unknown[]; next: string | null } ? R : never }[GetRoute];
type Item<R extends ListRoute> = Answer<R> extends { items: (infer T)[] } ? T : never;

/** A list, page after page. */
export interface Pages<T> {
  items: T[] | undefined;
  error: Error | null;
  loading: boolean;
  again: () => void;
  /** Fetch the next page; absent at the end. */
  more: (() => void) | undefined;
  loadingMore: boolean;
}

/** Ask for a list; `more()` fetches its next page. */
export function usePages<R extends ListRoute>(
  route: R,
  given?: Given<R>,
  { when = true, every = false }: Wish<readonly Item<R>[]> = {},
): Pages<Item<R>> {
  const parts = (given ?? {}) as { path?: object; query?: object };
  const client = useQueryClient();
  const queryKey = [...keyOf(route, given), "pages"];
  const found = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const before = client.getQueryData<InfiniteData<Told<never>>>(queryKey);
      const known = every ? before?.pages[before.pageParams.indexOf(pageParam)] : undefined;
      return loosely(route, { ...parts, query: { ...parts.query, cursor: pageParam } }, { signal, known });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (told: Told<{ next: string | null }>) => told.body.next ?? undefined,
    enabled: when,
    refetchInterval: typeof every === "function" ? ({ state }) => every(itemsIn<R>(state.data?.pages)) : every,
  });
  const { data, error, isPending, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = found;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const again = useCallback(() => void refetch(), [refetch]);
  const items = itemsIn<R>(data?.pages);
  return {
    items,
    error,
    loading: isPending && when,
    again,
    more: hasNextPage ? more : undefined,
    loadingMore: isFetchingNextPage,
  };
}

function itemsIn<R extends ListRoute>(pages: readonly Told<unknown>[] | undefined): Item<R>[] | undefined {
  return pages?.flatMap((told) => (told.body as { items: Item<R>[] }).items);
}

/** Makes kept answers of these routes be asked for again. */
export function useRefresh(): (...routes: GetRoute[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (...routes) => {
      await Promise.all(routes.map((route) => client.invalidateQueries({ queryKey: [route] })));
    },
    [client],
  );
}

/** Put an answer that is known already where `useAsk` finds it. */
export function usePlace(): <R extends GetRoute>(route: R, given: Given<R>, told: Told<Answer<R>>) => void {
  const client = useQueryClient();
  return useCallback((route, given, told) => void client.setQueryData(keyOf(route, given), told), [client]);
}

/** A command to the API, as a button needs it. */
export interface Telling<R extends Route> {
  tell: (given: Given<R>, how?: How) => Promise<Told<Answer<R>> | undefined>;
  busy: boolean;
  error: Error | null;
  reset: () => void;
}

/**
 * Tell the API to do something; afterwards the answers of `refreshes` are asked for again. `tell` answers undefined
 * when it was refused: `error` says why, and is to be shown.
 */
export function useTell<R extends Route>(route: R, refreshes: readonly GetRoute[] = []): Telling<R> {
  const refresh = useRefresh();
  const { mutateAsync, isPending, error, reset } = useMutation<Told<Answer<R>>, Error, { given: Given<R>; how?: How }>({
    mutationFn: ({ given, how }) => loosely(route, given, how),
    onSuccess: () => void refresh(...refreshes),
  });
  const tell = useCallback(
    (given: Given<R>, how?: How) => mutateAsync(how ? { given, how } : { given }).catch(() => undefined),
    [mutateAsync],
  );
  return { tell, busy: isPending, error, reset };
}

/** Change an answer that is kept, because a command just told its newer part. */
export function useAmend(): <R extends GetRoute>(
  route: R,
  given: Given<R>,
  amend: (body: Answer<R>) => Answer<R>,
) => void {
  const client = useQueryClient();
  return useCallback(
    <R extends GetRoute>(route: R, given: Given<R>, amend: (body: Answer<R>) => Answer<R>) =>
      void client.setQueryData<Told<Answer<R>>>(
        keyOf(route, given),
        (told) => told && { ...told, body: amend(told.body) },
      ),
    [client],
  );
}
