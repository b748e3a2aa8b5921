import { expect, it } from "vitest";

import { chosenPeriod, daysOf, earlierYears } from "./period";

const TODAY = "2026-12-01";
const NONE = { from: undefined, to: undefined };

it("is the current year where no days are given", () => {
  expect(chosenPeriod(NONE)).toBeUndefined();
  expect(daysOf(undefined, TODAY)).toEqual(NONE);
});

it.each(["2025", "2022"])("takes %s as that year's days, and back", (year) => {
  expect(chosenPeriod(daysOf(year, TODAY))).toBe(year);
});

it("begins other days with the current month", () => {
  expect(daysOf("days", TODAY)).toEqual({ from: "2026-12-01", to: "2026-12-01" });
  expect(chosenPeriod(daysOf("days", TODAY))).toBe("days");
});

it("takes any other days as they are, one of them may be missing", () => {
  expect(chosenPeriod({ from: "2025-01-01", to: "2026-12-31" })).toBe("days");
  expect(chosenPeriod({ from: "2025-01-01", to: undefined })).toBe("days");
  expect(chosenPeriod({ from: undefined, to: "2025-12-31" })).toBe("days");
});

it("offers the years before this one", () => expect(earlierYears(TODAY)).toEqual(["2025", "2024", "2023", "2022"]));
