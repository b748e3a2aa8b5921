import {
  type InfiniteData,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";

import { type Answer, call, type Given, type GetRoute, type How, type Route, type ApiAnswer } from "./call";

/** The state of a query. `etag` is the version to name in If-Match. */
export interface ApiQuery<T> {
  data: T | undefined;
  etag: string | null;
  error: Error | null;
  loading: boolean;
  again: () => void;
}

interface QueryOptions<T = never> {
  /** Do not query yet. */
  when?: boolean;
  /** Query again every so many ms, as long as this says so; or as what is known so far says. */
  every?: number | false | ((known: T | undefined) => number | false);
}

type Loose = (route: Route, given: unknown, how?: How) => Promise<ApiAnswer<never>>;
const loosely = call as unknown as Loose;

/** The key under which an answer is kept: `GET /reviews/{review_id}`, then what was asked for. */
export function keyOf<R extends GetRoute>(route: R, given?: Given<R>): QueryKey {
  const parts = (given ?? {}) as { path?: unknown; query?: unknown };
  return [route, parts.path ?? {}, parts.query ?? {}];
}

/** Query something and keep it up to date. */
export function useApiQuery<R extends GetRoute>(
  route: R,
  given?: Given<R>,
  { when = true, every = false }: QueryOptions<Answer<R>> = {},
): ApiQuery<Answer<R>> {
  const { data, error, isPending, refetch } = useQuery<ApiAnswer<Answer<R>>>({
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
  /** Why the next page did not come. */
  moreError: Error | null;
}

/** Query a list; `more()` fetches its next page. */
export function usePages<R extends ListRoute>(
  route: R,
  given?: Given<R>,
  { when = true, every = false }: QueryOptions<readonly Item<R>[]> = {},
): Pages<Item<R>> {
  const parts = (given ?? {}) as { path?: object; query?: object };
  const client = useQueryClient();
  const queryKey = [...keyOf(route, given), "pages"];
  const found = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const before = client.getQueryData<InfiniteData<ApiAnswer<never>>>(queryKey);
      const known = every ? before?.pages[before.pageParams.indexOf(pageParam)] : undefined;
      return loosely(route, { ...parts, query: { ...parts.query, cursor: pageParam } }, { signal, known });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (told: ApiAnswer<{ next: string | null }>) => told.body.next ?? undefined,
    enabled: when,
    refetchInterval: typeof every === "function" ? ({ state }) => every(itemsIn<R>(state.data?.pages)) : every,
  });
  const { data, error, isPending, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, refetch } =
    found;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const again = useCallback(() => void refetch(), [refetch]);
  const items = itemsIn<R>(data?.pages);
  return {
    items,
    error: isFetchNextPageError ? null : error,
    loading: isPending && when,
    again,
    more: hasNextPage ? more : undefined,
    loadingMore: isFetchingNextPage,
    moreError: isFetchNextPageError ? error : null,
  };
}

function itemsIn<R extends ListRoute>(pages: readonly ApiAnswer<unknown>[] | undefined): Item<R>[] | undefined {
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

/** Put an answer that is known already where `useApiQuery` finds it. */
export function usePlace(): <R extends GetRoute>(route: R, given: Given<R>, told: ApiAnswer<Answer<R>>) => void {
  const client = useQueryClient();
  return useCallback((route, given, told) => void client.setQueryData(keyOf(route, given), told), [client]);
}

/** A command to the API, as a button needs it. */
export interface ApiMutation<R extends Route> {
  mutate: (given: Given<R>, how?: How) => Promise<ApiAnswer<Answer<R>> | undefined>;
  busy: boolean;
  error: Error | null;
  reset: () => void;
}

/**
 * Give the API a command; afterwards the answers of `refreshes` are asked for again. `mutate` answers undefined
 * when it was refused: `error` says why, and is to be shown.
 */
export function useApiMutation<R extends Route>(route: R, refreshes: readonly GetRoute[] = []): ApiMutation<R> {
  const refresh = useRefresh();
  const { mutateAsync, isPending, error, reset } = useMutation<
    ApiAnswer<Answer<R>>,
    Error,
    { given: Given<R>; how?: How }
  >({
    mutationFn: ({ given, how }) => loosely(route, given, how),
    onSuccess: () => void refresh(...refreshes),
  });
  const mutate = useCallback(
    (given: Given<R>, how?: How) => mutateAsync(how ? { given, how } : { given }).catch(() => undefined),
    [mutateAsync],
  );
  return { mutate, busy: isPending, error, reset };
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
      void client.setQueryData<ApiAnswer<Answer<R>>>(
        keyOf(route, given),
        (told) => told && { ...told, body: amend(told.body) },
      ),
    [client],
  );
}
