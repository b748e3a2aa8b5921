import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { knownLine, measuring } from "./line";
import type { Put } from "./put";

let time = 0;
const MB = new Blob([new Uint8Array(1_000_000)]);
const seconds =
  (taken: number, status = 200): Put =>
  async () => {
    time += taken * 1_000;
    return status;
  };
const send = (put: Put, body = MB): Promise<number> =>
  measuring(put, () => time)("url", body, () => undefined, new AbortController().signal);

beforeEach(() => {
  time = 1_000_000;
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe("the line", () => {
  it("is as fast as the last upload of this device, for a day", async () => {
    expect(knownLine(time, undefined)).toBeNull();
    await send(seconds(8));
    expect(knownLine(time, undefined)).toBe(1_000_000);
    expect(knownLine(time + 25 * 3_600_000, undefined)).toBeNull();
  });

  it("is as slow as the browser says, where that is less", async () => {
    await send(seconds(8));
    expect([knownLine(time, 0.3), knownLine(time, 10)]).toEqual([300_000, 1_000_000]);
  });

  it("is not told by a few bytes, nor by what was refused", async () => {
    await send(seconds(8), new Blob(["few"]));
    await send(seconds(8, 403));
    expect(knownLine(time, undefined)).toBeNull();
  });

  it("is shared by two uploads at once", async () => {
    let go: () => void = () => undefined;
    const other = send(async () => {
      await new Promise<void>((resolve) => (go = resolve));
      return 403;
    });
    await send(seconds(8));
    go();
    await other;
    expect(knownLine(time, undefined)).toBe(2_000_000);
  });
});
