import { expect, it } from "vitest";

import { countOf, STANDINGS } from "./stages";

it("counts each stage in three states; a self-assessment that HR gave up is neither shared nor missing", () => {
  const stages = {
    self: { draft: 2, hidden: 1, shared: 3, not_provided: 1, not_started: 4 },
    manager: { draft: 1, done: 1, not_started: 10 },
    signed: { none: 9, one: 1, both: 1 },
  };
  expect(countOf(stages, "self")).toEqual({ done: 3, begun: 3, total: 10 });
  expect(countOf(stages, "manager")).toEqual({ done: 0, begun: 1, total: 11 });
  expect(countOf(stages, "signed")).toEqual({ done: 1, begun: 1, total: 11 });
});

it("names every state of every stage once, as the API does", () => {
  expect(STANDINGS).toHaveLength(9);
  expect(STANDINGS).toContain("self_not_begun");
  expect(new Set(STANDINGS).size).toBe(9);
});
