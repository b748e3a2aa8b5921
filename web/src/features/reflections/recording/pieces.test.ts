import { beforeEach, describe, expect, it } from "vitest";

import { Unreachable } from "../../../api/problem";
import { Cloud, Film, idle } from "./fakeCloud";
import type { Put } from "./put";
import { Upload } from "./upload";

let cloud: Cloud;

const uploading = (film: Film): Upload => {
  const pause = async (): Promise<void> => undefined;
  return new Upload(film, cloud, { put: cloud.put, pause, now: () => cloud.time }, () => undefined);
};

beforeEach(() => void (cloud = new Cloud()));

describe("a part that fills slowly", () => {
  /** A film of so many letters that grew for so long. */
  const slow = (text: string, complete = false): Film => {
    const film = new Film(text, complete);
    film.durationMs = 5_000 * text.length;
    return film;
  };
  const later = async (film: Film, text: string, complete = false): Promise<void> => {
    film.durationMs += 5_000 * text.length;
    cloud.time += 5_000 * text.length;
    film.grow(text, complete);
    await idle();
  };

  beforeEach(() => void (cloud.pieceSize = 2));

  it("goes in pieces: what was recorded is there long before the part is full", async () => {
    const film = slow("abc");
    const running = uploading(film).run();
    await idle();
    expect([...cloud.pieces]).toEqual([["1/0", "ab"]]);
    await later(film, "de");
    expect([...cloud.pieces.values()].join("")).toBe("abcde");
    await later(film, "fgh", true);
    await running;
    expect(cloud.whole).toBe("abcdefgh");
  });

  it("leaves nothing waiting for long: a piece that is not full goes as it is, and again when it is", async () => {
    const film = slow("a");
    const running = uploading(film).run();
    await idle();
    expect([...cloud.pieces]).toEqual([]);
    await later(film, "bc");
    await later(film, "d", true);
    await running;
    expect(cloud.whole).toBe("abcd");
  });

  it("is gone on with from its pieces", async () => {
    await cloud.begin();
    cloud.kept = new Map([[1, "abcde"]]);
    cloud.pieces = new Map([
      ["2/0", "fg"],
      ["2/4", "j"],
    ]);
    await uploading(slow("abcdefghij", true)).run();
    expect(cloud.whole).toBe("abcdefghij");
  });

  it("is sent as a whole where pieces of it are missing after all", async () => {
    await cloud.begin();
    cloud.pieces = new Map([
      ["1/0", "ab"],
      ["1/2", "cd"],
      ["1/4", "e"],
    ]);
    const film = slow("abcdef");
    const running = uploading(film).run();
    await idle();
    cloud.pieces.delete("1/2");
    await later(film, "gh");
    await later(film, "ij", true);
    await running;
    expect(cloud.whole).toBe("abcdefghij");
  });

  it("is waited for where it fills fast: one piece tells how fast the line is, and the part goes as a whole", async () => {
    const film = new Film("abc", false);
    film.durationMs = 5_000;
    const running = uploading(film).run();
    await idle();
    film.grow("d");
    await idle();
    expect([...cloud.pieces]).toEqual([["1/0", "ab"]]);
    film.grow("efgh", true);
    await running;
    expect([cloud.puts, cloud.whole]).toEqual([[1, 2], "abcdefgh"]);
  });

  it("is given up as a whole where it would take too long to go, and goes in pieces", async () => {
    await cloud.begin();
    cloud.pieces = new Map([["1/0", "ab"]]);
    const film = new Film("abcdefg", false);
    let given = 0;
    const put: Put = (url, body, sent, signal) => {
      if (url.startsWith("piece")) return cloud.put(url, body, sent, signal);
      given += 1;
      cloud.time += 10_000;
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Unreachable(signal.reason)));
        sent(1);
      });
    };
    const pause = async (): Promise<void> => undefined;
    const running = new Upload(film, cloud, { put, pause, now: () => cloud.time }, () => undefined).run();
    await idle();
    expect([given, [...cloud.pieces.values()].join("")]).toEqual([1, "abcdefg"]);
    film.grow("h", true);
    await running;
    expect(cloud.whole).toBe("abcdefgh");
  });
});
