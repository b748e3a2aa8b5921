import { describe, expect, it } from "vitest";

import type { CycleRow } from "../../api/contract";
import { awaitsCount, isCounting, isRunning, missingIn } from "./needs";

const counts = { self: { done: 3, total: 5 }, manager: { done: 0, total: 5 }, signed: { done: 5, total: 5 } };
const cycle = (more: Partial<CycleRow> = {}): CycleRow =>
  ({
    id: "C",
    name: "Spring",
    state: "open",
    launched_at: "2026-03-01T00:00:00Z",
    timeline: { self_due_on: "2026-03-10", manager_due_on: "2026-03-20", sign_due_on: "2026-03-10" },
    progress: { ...counts, as_of: "" },
    ...more,
  }) as CycleRow;

describe("what needs HR", () => {
  it("names what is missing once its day is over, and nothing of a cycle that does not run", () => {
    const found = missingIn([cycle(), cycle({ state: "closed" })], "2026-03-11");
    expect(found.map(({ stage, count }) => [stage, count])).toEqual([["self", 2]]);
    expect(missingIn([cycle()], "2026-03-10")).toEqual([]);
    expect(missingIn([cycle()], "2026-03-21").map(({ stage }) => stage)).toEqual(["self", "manager"]);
  });

  it("knows what is still being counted", () => {
    const { progress: _, ...uncounted } = cycle();
    expect(isCounting(uncounted)).toBe(true);
    expect(isCounting({ ...uncounted, state: "draft", launched_at: null })).toBe(false);
    expect(awaitsCount(uncounted, new Date())).toBe(true);
    expect(isRunning(cycle({ state: "draft" }))).toBe(false);
    expect(missingIn([uncounted], "2026-04-01")).toEqual([]);
  });

  it("waits for a new count in the place of an old one, as long as the cycle runs", () => {
    const counted = (as_of: string, state: CycleRow["state"] = "open") =>
      awaitsCount(cycle({ state, progress: { ...counts, as_of } }), new Date("2026-03-11T12:00:00Z"));
    expect(counted("2026-03-11T11:58:00Z")).toBe(false);
    expect(counted("2026-03-01T12:00:00Z")).toBe(true);
    expect(counted("2026-03-01T12:00:00Z", "closed")).toBe(false);
  });
});
