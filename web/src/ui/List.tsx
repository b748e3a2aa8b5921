import { Button } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

import type { Pages } from "../api/hooks";
import { t, tn } from "../text";
import type { Clearable } from "./Filters";
import { Empty, Waiting } from "./parts";
import { ProblemNote } from "./Problem";

/** A list that is asked for page by page, or at once. */
export type Listed<T> = Pick<Pages<T>, "items" | "error" | "again"> &
  Partial<Pick<Pages<T>, "more" | "loadingMore" | "moreError">>;

export interface ListProps<T> {
  list: Listed<T>;
  filters?: Clearable | undefined;
  /** Nothing here at all: what comes next, and what leads to it. */
  empty: ReactNode;
  /** That nothing matches the filters. */
  noMatch?: string;
  children: (items: readonly T[]) => ReactNode;
}

/** A list with everything around it: waiting, trouble, nothing, nothing that matches, more. */
export function List<T>({ list, filters, empty, noMatch, children }: ListProps<T>) {
  useFurther(list);
  return (
    <>
      {filters && <ResultCount list={list} shown={filters.active} />}
      <Content list={list} filters={filters} empty={empty} noMatch={noMatch}>
        {children}
      </Content>
    </>
  );
}

type ContentProps<T> = Omit<ListProps<T>, "noMatch"> & { noMatch: string | undefined };

function Content<T>({ list, filters, empty, noMatch, children }: ContentProps<T>) {
  const { items, error, again, more, loadingMore = false, moreError = null } = list;
  if (!items) return error ? <ProblemNote error={error} again={again} /> : <Waiting />;
  if (items.length === 0 && more) return moreError ? <ProblemNote error={moreError} again={more} /> : <Waiting />;
  if (items.length === 0) return filters?.active ? <NoMatch title={noMatch} clear={filters.clear} /> : empty;
  return (
    <>
      {children(items)}
      <ProblemNote error={moreError} />
      {more && (
        <Button variant="default" mt="md" onClick={more} loading={loadingMore}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}

function NoMatch({ title = t("list.noMatch"), clear }: { title: string | undefined; clear: () => void }) {
  return (
    <Empty
      title={title}
      action={
        <Button variant="default" onClick={clear}>
          {t("list.clear")}
        </Button>
      }
    >
      {t("list.noMatch.hint")}
    </Empty>
  );
}

/** How many the filters leave, said to those who listen at each change; seen where something is left out. */
function ResultCount<T>({ list: { items, more }, shown }: { list: Listed<T>; shown: boolean }) {
  const n = items?.length ?? 0;
  const words = items && (more ? (n > 0 ? tn("list.first", n) : "") : tn("list.results", n));
  return (
    <p role="status" className={shown && n > 0 ? "list-count dim small no-print" : "hidden-words"}>
      {words}
    </p>
  );
}

/** A page of a long list may hold nothing of what is looked for: then the next one is asked for at once. */
function useFurther<T>({ items, more, loadingMore, moreError }: Listed<T>): void {
  const further = items?.length === 0 && !loadingMore && !moreError ? more : undefined;
  useEffect(() => further?.(), [further]);
}

interface RowsProps<T> {
  items: readonly T[];
  label?: string;
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
}

/** The items of a list one under the other. */
export function Rows<T>({ items, label, keyOf, children }: RowsProps<T>) {
  return (
    <ul className="rows" aria-label={label}>
      {items.map((item) => (
        <li key={keyOf(item)}>{children(item)}</li>
      ))}
    </ul>
  );
}
