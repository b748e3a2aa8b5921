import { expect, it } from "vitest";

import { isOver } from "./states";

it("says of a review that its cycle ended before it was complete, and of no other", () => {
  const ended_at = "2026-03-13T23:00:00Z";
  for (const state of ["scheduled", "open", "locked"]) {
    expect(isOver({ state, ended_at })).toBe(true);
    expect(isOver({ state })).toBe(false);
  }
  for (const state of ["complete", "withdrawn"]) expect(isOver({ state, ended_at })).toBe(false);
});
