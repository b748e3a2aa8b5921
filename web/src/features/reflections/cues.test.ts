import { describe, expect, it } from "vitest";

import { added, isSame, reworded, said } from "./cues";

const cues = [
  { at_ms: 0, until_ms: 2_000, text: "Hello" },
  { at_ms: 5_000, until_ms: 7_000, text: "What whent well" },
];

describe("captions that are corrected", () => {
  it("have another text in one line, at the same moments", () => {
    expect(reworded(cues, 5_000, "What went well")[1]).toEqual({
      at_ms: 5_000,
      until_ms: 7_000,
      text: "What went well",
    });
    expect(isSame(cues, reworded(cues, 5_000, "What went well"))).toBe(false);
  });

  it("get a line in its place, which ends before the next one begins", () => {
    expect(added(cues, 3_500.4)[1]).toEqual({ at_ms: 3_500, until_ms: 5_000, text: "" });
    expect(added(cues, 9_000)[2]).toEqual({ at_ms: 9_000, until_ms: 12_000, text: "" });
    expect(added(cues, 5_000)).toEqual(cues);
  });

  it("lose a line that is emptied", () => {
    expect(said(reworded(cues, 0, "  "))).toEqual([cues[1]]);
    expect(isSame(cues, added(cues, 3_000))).toBe(true);
  });
});
