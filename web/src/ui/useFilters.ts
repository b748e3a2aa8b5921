import { useCallback, useEffect, useMemo } from "react";
import { useLocation, useSearchParams } from "wouter";

import { rememberSearch } from "./lastSearch";

/** How one parameter of the address is read and written; what is written as "" is not in the address. */
export interface Param<T> {
  read: (text: string | null) => T;
  write: (value: T) => string;
  /** Whether it leaves something out of the list; an order, or which of two lists it is, does not. */
  narrows: boolean;
}

/** One of a few values, or none. */
export const oneOf = <V extends string>(values: readonly V[]): Param<V | undefined> => ({
  read: (text) => values.find((one) => one === text),
  write: (value) => value ?? "",
  narrows: true,
});

/** One of a few values, of which the first holds where the address has none: an order, a tab. */
export const view = <V extends string>(values: readonly [V, ...V[]]): Param<V> => ({
  read: (text) => values.find((one) => one === text) ?? values[0],
  write: (value) => (value === values[0] ? "" : value),
  narrows: false,
});

/** Words, an id. */
export const text: Param<string> = {
  read: (given) => given?.trim() ?? "",
  write: (value) => value.trim(),
  narrows: true,
};

/** A whole number between two others. */
export const wholeNumber = (least: number, most: number): Param<number | undefined> => ({
  read: (given) => {
    const number = Number(given ?? "");
    return given && Number.isInteger(number) && number >= least && number <= most ? number : undefined;
  },
  write: (value) => (value === undefined ? "" : String(value)),
  narrows: true,
});

/** On, or off. */
export const flag: Param<boolean> = {
  read: (given) => given === "true",
  write: (value) => (value ? "true" : ""),
  narrows: true,
};

/** A day, as `2026-11-30`. */
export const day: Param<string | undefined> = {
  read: (given) => (given && /^\d{4}-\d{2}-\d{2}$/.test(given) && !isNaN(Date.parse(given)) ? given : undefined),
  write: (value) => value ?? "",
  narrows: true,
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each parameter has a type of its own
type Params = Record<string, Param<any>>;
export type FilterValues<P extends Params> = { [N in keyof P]: P[N] extends Param<infer T> ? T : never };
type FilterQuery<P extends Params> = { [N in keyof P]?: Exclude<FilterValues<P>[N], undefined | false> };

export interface Filters<P extends Params> {
  /** What the address says, with defaults for what it doesn't. */
  values: FilterValues<P>;
  /** Only what differs from its default, as the API takes it. */
  query: FilterQuery<P>;
  /** Whether anything is left out of the list. */
  active: boolean;
  set: (change: Partial<FilterValues<P>>) => void;
  /** Show everything again; the order stays. */
  clear: () => void;
}

/**
 * The filters of a list, kept in the address: they survive a reload and going back, and can be sent to someone.
 * A change replaces the entry in the history. `params` is to be the same object each time.
 */
export function useFilters<P extends Params>(params: P): Filters<P> {
  const [search, setSearch] = useSearchParams();
  const [path] = useLocation();
  const said = search.toString();
  useEffect(() => rememberSearch(path, said), [path, said]);
  const set = useCallback(
    (change: Partial<FilterValues<P>>) => setSearch((before) => written(params, before, change), { replace: true }),
    [params, setSearch],
  );
  const clear = useCallback(
    () =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, { narrows }] of Object.entries(params)) if (narrows) next.delete(name);
          return next;
        },
        { replace: true },
      ),
    [params, setSearch],
  );
  const read = useMemo(() => readFrom(params, new URLSearchParams(said)), [params, said]);
  return { ...read, set, clear };
}

function readFrom<P extends Params>(params: P, search: URLSearchParams) {
  const values: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  let active = false;
  for (const [name, { read, write, narrows }] of Object.entries(params)) {
    const value: unknown = read(search.get(name));
    values[name] = value;
    if (write(value) === "") continue;
    query[name] = value;
    active ||= narrows;
  }
  return { values: values as FilterValues<P>, query: query as FilterQuery<P>, active };
}

function written(params: Params, before: URLSearchParams, change: Record<string, unknown>): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [name, value] of Object.entries(change)) {
    const words = params[name]?.write(value) ?? "";
    if (words) next.set(name, words);
    else next.delete(name);
  }
  return next;
}
