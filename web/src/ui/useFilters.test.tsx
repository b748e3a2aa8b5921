// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import { withLastSearch } from "./lastSearch";
import { day, flag, oneOf, text, useFilters, view, wholeNumber } from "./useFilters";

const FILTERS = {
  status: oneOf(["open", "complete"]),
  year: wholeNumber(2000, 2999),
  from: day,
  mine: flag,
  query: text,
  sort: view(["name", "rating"]),
};

function filtersAt(path: string) {
  const { hook, searchHook, history } = memoryLocation({ path, record: true });
  const { result } = renderHook(() => useFilters(FILTERS), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <Router hook={hook} searchHook={searchHook}>
        {children}
      </Router>
    ),
  });
  return { result, history };
}

it("reads what the address says, each with its type", () => {
  const { result } = filtersAt("/list?status=open&year=2026&from=2026-11-30&mine=true&query=ana&sort=rating");
  expect(result.current.values).toEqual({
    status: "open",
    year: 2026,
    from: "2026-11-30",
    mine: true,
    query: "ana",
    sort: "rating",
  });
  expect(result.current.active).toBe(true);
});

it("takes what it does not know for nothing", () => {
  const { result } = filtersAt("/list?status=gone&year=26&from=2026-13-40&mine=1&query=+&sort=age");
  expect(result.current.query).toEqual({});
  expect(result.current.values).toMatchObject({ status: undefined, year: undefined, mine: false, sort: "name" });
  expect(result.current.active).toBe(false);
});

it("writes no default into the address, and what is not its own stays", () => {
  const { result, history } = filtersAt("/list?at=7");
  act(() => result.current.set({ sort: "rating", query: " ana " }));
  expect(history.at(-1)).toBe("/list?at=7&sort=rating&query=ana");
  act(() => result.current.set({ sort: "name", query: "" }));
  expect(history.at(-1)).toBe("/list?at=7");
});

it("makes no entry in the history", () => {
  const { result, history } = filtersAt("/list");
  act(() => result.current.set({ query: "a" }));
  act(() => result.current.set({ query: "an" }));
  expect(history).toEqual(["/list?query=an"]);
});

it("clears what narrows the list; the order stays", () => {
  const { result, history } = filtersAt("/list?status=open&sort=rating");
  act(() => result.current.clear());
  expect(history.at(-1)).toBe("/list?sort=rating");
  expect(result.current.active).toBe(false);
});

it("lets the way back to a list lead to what was filtered last, if that is what it asks for", () => {
  filtersAt("/things?status=open");
  expect(withLastSearch("/things")).toBe("/things?status=open");
  expect(withLastSearch("/things?status=open")).toBe("/things?status=open");
  expect(withLastSearch("/things?status=complete")).toBe("/things?status=complete");
  expect(withLastSearch("/others")).toBe("/others");
});
