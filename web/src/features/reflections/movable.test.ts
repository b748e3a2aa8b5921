import { describe, expect, it } from "vitest";

import { moved, placeAt } from "./movable";

describe("a small picture over a large one", () => {
  const room = { left: 100, top: 50, width: 400, height: 300 };
  const own = { width: 100, height: 100 };

  it("lies where it was dragged to, and never outside", () => {
    expect(placeAt({ x: 250, y: 150 }, own, room)).toEqual({ x: 0.5, y: 0.5 });
    expect(placeAt({ x: -999, y: 9_999 }, own, room)).toEqual({ x: 0, y: 1 });
  });

  it("is moved by the arrow keys, and by no others", () => {
    expect(moved({ x: 0.5, y: 0.5 }, "ArrowLeft")).toEqual({ x: 0.4, y: 0.5 });
    expect(moved({ x: 1, y: 0.95 }, "ArrowDown")).toEqual({ x: 1, y: 1 });
    expect(moved({ x: 0.5, y: 0.5 }, "Enter")).toBeNull();
  });
});
