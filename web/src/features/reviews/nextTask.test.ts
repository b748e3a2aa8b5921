import { describe, expect, it } from "vitest";

import type { ReviewView, TaskView } from "../../api/contract";
import { finishedIn, nextTask } from "./nextTask";

const review = {
  id: "R1",
  cycle: { id: "spring" },
  reviewee: { id: "ann" },
  reviewer: { id: "me" },
  signatures: [],
} as unknown as ReviewView;
const task = (review_id: string, kind: string, cycle: string, state = "open"): TaskView =>
  ({ review_id, kind, cycle: { id: cycle }, state }) as TaskView;
const next = (...tasks: TaskView[]): string | undefined => nextTask(tasks, review, "me")?.review_id;

describe("what comes next", () => {
  it("is the same work in the same cycle, whatever is due before it", () => {
    expect(
      next(task("R2", "sign", "spring"), task("R3", "write_manager", "autumn"), task("R4", "share_manager", "spring")),
    ).toBe("R4");
  });

  it("is then what else the cycle asks, then the rest", () => {
    expect(next(task("R3", "write_manager", "autumn"), task("R2", "sign", "spring"))).toBe("R2");
    expect(next(task("R3", "write_manager", "autumn"), task("R5", "record_reflection", "none"))).toBe("R3");
  });

  it("is nothing of this review, and nothing that is too late", () => {
    expect(next(task("R1", "sign", "spring"), task("R2", "write_manager", "spring", "locked"))).toBeUndefined();
  });

  it("goes by what was finished: a signature where there is one", () => {
    expect(finishedIn(review, "me")).toBe("manager");
    expect(finishedIn(review, "ann")).toBe("self");
    expect(finishedIn(review, "cora")).toBe("contribute");
    expect(finishedIn({ ...review, signatures: [{ person: { id: "me" } }] } as unknown as ReviewView, "me")).toBe(
      "sign",
    );
  });
});
