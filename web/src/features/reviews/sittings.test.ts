import { describe, expect, it } from "vitest";

import { sittingsOf } from "./sittings";

const at = (n: number, time: string) => ({ n, at: `2026-03-04T${time}:00Z` });

describe("earlier versions", () => {
  it("are one line a sitting, which ends after half an hour without any", () => {
    const versions = [at(6, "16:02"), at(5, "14:40"), at(4, "14:10"), at(3, "14:05"), at(2, "13:34"), at(1, "09:00")];
    const found = sittingsOf(versions).map(({ last, first, versions: all }) => [last.n, first.n, all.length]);
    expect(found).toEqual([
      [6, 6, 1],
      [5, 3, 3],
      [2, 2, 1],
      [1, 1, 1],
    ]);
  });

  it("are none where nothing was written", () => {
    expect(sittingsOf([])).toEqual([]);
  });
});
