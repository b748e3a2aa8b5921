import { describe, expect, it } from "vitest";

import { allStored, type Cut, gapless, nextPart, nextParts, nextPiece, nextPieces, type Piece } from "./parts";

const MIB = 1024 * 1024;
const PART = 5 * MIB;
const PIECE = MIB / 4;
const stored = (...sizes: number[]) => ({ parts: sizes.map((size, i) => ({ part_number: i + 1, size })), pieces: [] });

describe("cutting", () => {
  it("waits for a whole part while the recording grows", () => {
    expect(nextPart(0, PART, PART - 1, false)).toBeNull();
    expect(nextPart(0, PART, PART, false)).toEqual({ number: 1, from: 0, to: PART });
  });

  it("sends what is left as the last part once it is complete", () => {
    expect(nextPart(2 * PART, PART, 2 * PART + 7, true)).toEqual({ number: 3, from: 2 * PART, to: 2 * PART + 7 });
    expect(nextPart(2 * PART, PART, 2 * PART, true)).toBeNull();
  });

  it("covers every byte exactly once, and no part but the last is short", () => {
    const size = 3 * PART + 12_345;
    const cuts: Cut[] = [];
    for (let sent = 0, part = nextPart(sent, PART, size, true); part; part = nextPart(sent, PART, size, true)) {
      cuts.push(part);
      sent = part.to;
    }
    expect(cuts.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(cuts.map(({ from, to }) => to - from)).toEqual([PART, PART, PART, 12_345]);
    expect(cuts.every(({ from }, i) => from === (cuts[i - 1]?.to ?? 0))).toBe(true);
  });
});

describe("looking ahead", () => {
  const first: Cut = { number: 1, from: 0, to: PART };
  const lengths = (cuts: Cut[]) => cuts.map(({ number, from, to }) => [number, to - from]);

  it("names whole parts only while the recording grows: where it ends nobody knows", () => {
    expect(lengths(nextParts(first, PART, 2 * PART + 9, false, 4))).toEqual([
      [1, PART],
      [2, PART],
    ]);
  });

  it("names the short one too once it is complete", () => {
    expect(lengths(nextParts(first, PART, PART + 9, true, 4))).toEqual([
      [1, PART],
      [2, 9],
    ]);
    expect(lengths(nextParts({ number: 2, from: PART, to: PART + 9 }, PART, PART + 9, true, 4))).toEqual([[2, 9]]);
  });

  it("names no more than are wanted", () => {
    expect(nextParts(first, PART, 9 * PART, true, 4).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });
});

describe("going on from what S3 has", () => {
  it("counts whole parts up to the first gap", () => {
    const parts = [
      { part_number: 4, size: PART },
      { part_number: 1, size: PART },
      { part_number: 2, size: PART },
    ];
    expect(gapless({ parts, pieces: [] }, PART, null)).toBe(2 * PART);
  });

  it("starts anew where the first part is missing", () => {
    expect(gapless({ parts: [{ part_number: 2, size: PART }], pieces: [] }, PART, 2 * PART)).toBe(0);
  });

  it("takes a short part for the end only where the file ends there", () => {
    expect(gapless(stored(PART, 9), PART, PART + 9)).toBe(PART + 9);
    expect(gapless(stored(PART, 9), PART, PART + 10)).toBe(PART);
    expect(gapless(stored(PART, 9), PART, null)).toBe(PART);
  });

  it("knows what is there in all, even where this device has less", () => {
    expect(allStored(stored(PART, 9))).toBe(PART + 9);
    expect(allStored({ parts: [{ part_number: 2, size: PART }], pieces: [] })).toBe(0);
  });

  it("counts the pieces of the part that is filling, and of a full one that has not been put together", () => {
    const pieces = [...pieced(1, 20), ...pieced(2, 2), { part_number: 2, at: 2 * PIECE, size: 9 }];
    expect(gapless({ parts: [], pieces }, PART, null)).toBe(PART + 2 * PIECE + 9);
    expect(allStored({ parts: [], pieces })).toBe(PART + 2 * PIECE + 9);
    const later = pieces.filter(({ part_number, at }) => part_number === 2 || at !== PIECE);
    expect(gapless({ parts: [], pieces: later }, PART, null)).toBe(PIECE);
  });

  it("counts a whole part rather than its pieces", () => {
    const pieces = [...pieced(1, 3), ...pieced(2, 1)];
    expect(gapless({ ...stored(PART), pieces }, PART, null)).toBe(PART + PIECE);
  });
});

/** So many full pieces of a part. */
const pieced = (part_number: number, count: number): Piece[] =>
  Array.from({ length: count }, (_, i) => ({ part_number, at: i * PIECE, size: PIECE }));

describe("pieces of a part that fills slowly", () => {
  const sizes = { partSize: PART, pieceSize: PIECE };

  it("go as soon as they are full", () => {
    expect(nextPiece(0, sizes, PIECE - 1, false)).toBeNull();
    expect(nextPiece(0, sizes, PIECE, false)).toEqual({ part_number: 1, at: 0, size: PIECE });
    expect(nextPiece(PART + PIECE, sizes, PART + 3 * PIECE, false)).toEqual({ part_number: 2, at: PIECE, size: PIECE });
  });

  it("go as they are where they have waited, and again once there is more of them", () => {
    expect(nextPiece(PIECE, sizes, PIECE + 7, true)).toEqual({ part_number: 1, at: PIECE, size: 7 });
    expect(nextPiece(PIECE + 7, sizes, PIECE + 7, true)).toBeNull();
    expect(nextPiece(PIECE + 7, sizes, PIECE + 9, true)).toEqual({ part_number: 1, at: PIECE, size: 9 });
    expect(nextPiece(PIECE + 7, sizes, 3 * PIECE, false)).toEqual({ part_number: 1, at: PIECE, size: PIECE });
  });

  it("are asked for together as far as it is known how long they are", () => {
    expect(nextPieces({ part_number: 2, at: 17 * PIECE, size: PIECE }, PART, 10).map(({ at }) => at / PIECE)).toEqual([
      17, 18, 19,
    ]);
    expect(nextPieces({ part_number: 2, at: 0, size: PIECE }, PART, 10)).toHaveLength(10);
  });

  it("end where their part ends", () => {
    const odd = { partSize: 10, pieceSize: 4 };
    expect(nextPiece(8, odd, 40, false)).toEqual({ part_number: 1, at: 8, size: 2 });
  });
});
