import { expect, it } from "vitest";

import { pastIn } from "./PastDates";

it("names the dates that are over, today's not among them", () => {
  const dates = { opens_on: "2026-03-01", self_due_on: "2026-03-10", share_from: null, sign_due_on: "2026-03-11" };
  expect(pastIn(dates, "2026-03-11")).toEqual(["opens_on", "self_due_on"]);
  expect(pastIn({}, "2026-03-11")).toEqual([]);
});
