import { describe, expect, it } from "vitest";

import { indexAt, marked, within } from "./chapters";

describe("chapters", () => {
  it("are kept in the order of time", () => {
    const chapters = marked(marked(marked([], 0, "one"), 90_000, "three"), 30_000, "two");
    expect(chapters.map(({ title }) => title)).toEqual(["one", "two", "three"]);
  });

  it("at nearly the same moment are one: the later press counts", () => {
    expect(marked(marked([], 5_000, "one"), 5_400, "two")).toEqual([{ at_ms: 5_400, title: "two" }]);
  });

  it("never lie behind the end", () => {
    const chapters = [
      { at_ms: 0, title: "one" },
      { at_ms: 5_000, title: "two" },
    ];
    expect(within(chapters, 5_000)).toEqual([{ at_ms: 0, title: "one" }]);
  });

  it("are found by the moment", () => {
    const starts = [{ at_ms: 1_000 }, { at_ms: 4_000 }];
    expect([0, 1_000, 3_999, 9_000].map((at) => indexAt(starts, at))).toEqual([-1, 0, 0, 1]);
  });
});
