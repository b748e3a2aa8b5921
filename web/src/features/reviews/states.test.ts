import { expect, it } from "vitest";

import { isFinal, isOver, isSettled, standingText } from "./states";

it("says of a review that its cycle ended before it was complete, and of no other", () => {
  const ended_at = "2026-03-13T23:00:00Z";
  for (const state of ["scheduled", "open", "locked"]) {
    expect(isOver({ state, ended_at })).toBe(true);
    expect(isOver({ state })).toBe(false);
  }
  for (const state of ["complete", "withdrawn"]) expect(isOver({ state, ended_at })).toBe(false);
});

it("knows that nothing more is written in a review that is complete, withdrawn or whose cycle ended", () => {
  for (const state of ["complete", "withdrawn"]) expect(isFinal({ state })).toBe(true);
  expect(isFinal({ state: "open", ended_at: "2026-03-13T23:00:00Z" })).toBe(true);
  for (const state of ["scheduled", "open", "locked"]) expect(isFinal({ state })).toBe(false);
});

it("expects nothing more of a side that is shared or that HR gave up", () => {
  for (const state of ["shared", "not_provided"]) expect(isSettled(state)).toBe(true);
  for (const state of ["not_started", "draft", "hidden", undefined]) expect(isSettled(state)).toBe(false);
});

it("names a review that was cancelled with its cycle as such, not as withdrawn", () => {
  expect(standingText({ state: "withdrawn", cancelled: true, ended_at: "2026-03-13T23:00:00Z" })).toBe("Cancelled");
  expect(standingText({ state: "withdrawn" })).toBe("Withdrawn");
  expect(standingText({ state: "open", ended_at: "2026-03-13T23:00:00Z" })).toBe("Not completed");
});
