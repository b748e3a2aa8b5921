import { expect, it } from "vitest";

import { byMonth, monthWords } from "./months";

const at = (instant: string) => ({ at: instant });

it("puts each item under the month in which it was where the reader is", () => {
  const items = [at("2026-11-30T23:30:00Z"), at("2026-11-02T08:00:00Z"), at("2026-09-01T08:00:00Z")];
  const keys = (zone: string) => byMonth(items, zone).map(({ key, items: those }) => [key, those.length]);
  expect(keys("UTC")).toEqual([
    ["2026-11", 2],
    ["2026-09", 1],
  ]);
  expect(keys("Europe/Berlin")).toEqual([
    ["2026-12", 1],
    ["2026-11", 1],
    ["2026-09", 1],
  ]);
});

it("names a month with its year", () => expect(monthWords("2026-11")).toBe("November 2026"));
