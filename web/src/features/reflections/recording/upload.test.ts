import { beforeEach, describe, expect, it } from "vitest";

import { Problem, Unreachable } from "../../../api/problem";
import { Cloud, Film, idle, refusal } from "./fakeCloud";
import type { Put } from "./put";
import { type Progress, type Source, Upload } from "./upload";

let cloud: Cloud;
let heard: Progress[];
let pauses: number[];

const uploading = (film: Source): Upload => {
  const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
  return new Upload(film, cloud, { put: cloud.put, pause, now: () => cloud.time }, (one) => heard.push(one));
};
const standings = (): string[] => [...new Set(heard.map(({ standing }) => standing))];

beforeEach(() => {
  cloud = new Cloud();
  heard = [];
  pauses = [];
});

describe("an upload", () => {
  it("arrives byte by byte, and is put together once", async () => {
    await uploading(new Film("abcdefghijklm")).run();
    expect(cloud.whole).toBe("abcdefghijklm");
    expect(cloud.completions).toBe(1);
    expect(heard.at(-1)).toMatchObject({ standing: "done", sent: 13, error: null });
  });

  it("sends whole parts while the recording grows, and the rest at its end", async () => {
    const film = new Film("abc", false);
    const running = uploading(film).run();
    await idle();
    expect(cloud.puts).toEqual([]);
    film.grow("defg");
    await idle();
    expect([...cloud.kept]).toEqual([[1, "abcde"]]);
    film.grow("h", true);
    await running;
    expect(cloud.whole).toBe("abcdefgh");
  });

  it("has no address for a part before it knows how long that is", async () => {
    const film = new Film("abcdefg", false);
    const running = uploading(film).run();
    await idle();
    expect(cloud.signed).toEqual([[1]]);
    film.grow("hijkl", true);
    await running;
    expect(cloud.signed).toEqual([[1], [2, 3]]);
    expect(cloud.puts).toEqual([1, 2, 3]);
    expect(cloud.whole).toBe("abcdefghijkl");
  });

  it("goes on from the parts that S3 has", async () => {
    await cloud.begin();
    cloud.kept = new Map([
      [1, "abcde"],
      [3, "klmno"],
    ]);
    await uploading(new Film("abcdefghijklmno")).run();
    expect(cloud.puts).toEqual([2, 3]);
    expect(cloud.whole).toBe("abcdefghijklmno");
    expect(cloud.uploads).toBe(1);
  });

  it("signs lazily: an address that is about to expire is asked for anew", async () => {
    cloud.life = 30_000;
    const put = cloud.put;
    const slow: Put = async (...given) => {
      cloud.time += 15_000;
      return put(...given);
    };
    const pause = async (): Promise<void> => undefined;
    await new Upload(new Film("abcdefghij"), cloud, { put: slow, pause, now: () => cloud.time }, () => undefined).run();
    expect(cloud.signed).toEqual([[1, 2], [2]]);
  });

  it.each([1, -1])("uses its addresses on a device whose clock is a day off (%i)", async (days) => {
    const now = (): number => cloud.time + days * 86_400_000;
    const pause = async (): Promise<void> => undefined;
    await new Upload(new Film("abcdefghijklmno"), cloud, { put: cloud.put, pause, now }, () => undefined).run();
    expect(cloud.signed).toEqual([[1, 2, 3]]);
    expect(cloud.whole).toBe("abcdefghijklmno");
  });

  it("does not say how long a file is that cannot be played here", async () => {
    const film = new Film("abcdefg");
    film.durationMs = 0;
    await uploading(film).run();
    expect(cloud.told).toBeNull();
  });

  it("signs again when S3 says that the address has expired", async () => {
    cloud.troubles.put = [403];
    await uploading(new Film("abcdefg")).run();
    expect(cloud.signed).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(cloud.whole).toBe("abcdefg");
    expect(standings()).not.toContain("waiting");
  });

  it("waits longer and longer while the network is away, then goes on", async () => {
    cloud.troubles.put = [new Unreachable("no network"), new Unreachable("no network"), 503];
    await uploading(new Film("abcdefg")).run();
    expect(pauses).toEqual([500, 1_000, 2_000]);
    expect(standings()).toContain("waiting");
    expect(cloud.whole).toBe("abcdefg");
  });

  it("asks S3 what it has after a lost answer and does not send it again", async () => {
    const put = cloud.put;
    let lost = false;
    const losing: Put = async (...given) => {
      const status = await put(...given);
      if (lost) return status;
      lost = true;
      throw new Unreachable("the answer was lost");
    };
    const pause = async (): Promise<void> => undefined;
    await new Upload(new Film("abcdefghij"), cloud, { put: losing, pause, now: () => 0 }, () => undefined).run();
    expect(cloud.puts).toEqual([1, 2]);
    expect(cloud.whole).toBe("abcdefghij");
  });

  it("is done when the server has put it together and only the answer was lost", async () => {
    cloud.troubles.complete = [new Unreachable("the answer was lost")];
    await uploading(new Film("abcdefg")).run();
    expect(cloud.completions).toBe(1);
    expect(heard.at(-1)?.standing).toBe("done");
    expect(cloud.uploads).toBe(1);
  });

  it("begins anew when the server gave the upload up", async () => {
    cloud.troubles.sign = [refusal(409)];
    await uploading(new Film("abcdefg")).run();
    expect(cloud.uploads).toBe(2);
    expect(cloud.whole).toBe("abcdefg");
  });

  it("finishes from what S3 has where this device has less", async () => {
    await cloud.begin();
    cloud.kept = new Map([
      [1, "abcde"],
      [2, "fghij"],
    ]);
    await uploading(new Film("abcdefg", true, { from: 5, to: 7 })).run();
    expect(cloud.whole).toBe("abcdefghij");
    expect(cloud.puts).toEqual([]);
  });

  it("does not put together what is not there to the byte", async () => {
    const put = cloud.put;
    let first = true;
    const short: Put = async (url, body, sent, signal) => {
      const status = await put(url, body, sent, signal);
      if (first) cloud.kept.set(1, "abc");
      first = false;
      return status;
    };
    const pause = async (): Promise<void> => undefined;
    await new Upload(new Film("abcdefg"), cloud, { put: short, pause, now: () => 0 }, () => undefined).run();
    expect(cloud.whole).toBe("abcdefg");
  });

  it("says what is wrong and stops when it is refused", async () => {
    cloud.troubles.complete = [refusal(422, "too_long")];
    await uploading(new Film("abcdefg")).run();
    expect(heard.at(-1)).toMatchObject({ standing: "failed", error: { code: "too_long" } });
  });

  it("waits a moment when too much is asked at once", async () => {
    cloud.troubles.sign = [refusal(429, "throttled", 3)];
    await uploading(new Film("abcdefg")).run();
    expect(pauses).toEqual([3_000]);
    expect(cloud.whole).toBe("abcdefg");
  });

  it("says so and stops when the day's share is used up; what was recorded stays, and goes on when it is asked to", async () => {
    cloud.troubles.begin = [refusal(429, "throttled", 15 * 3600)];
    const film = new Film("abcdefg");
    await uploading(film).run();
    expect(pauses).toEqual([]);
    expect(heard.at(-1)).toMatchObject({ standing: "failed", sent: 0, error: { code: "throttled" } });
    await uploading(film).run();
    expect(cloud.whole).toBe("abcdefg");
  });

  it("says so when nothing was recorded", async () => {
    await uploading(new Film("")).run();
    expect(heard.at(-1)).toMatchObject({ standing: "failed" });
    expect(cloud.completions).toBe(0);
  });

  it("stops in the middle and keeps what S3 has", async () => {
    const film = new Film("abcdef", false);
    const upload = uploading(film);
    const running = upload.run();
    await idle();
    upload.stop();
    film.grow("ghijkl", true);
    await running;
    expect(cloud.completions).toBe(0);
    expect([...cloud.kept.keys()]).toEqual([1]);
  });
});

describe("what is larger than may be sent", () => {
  /** A recording whose own end can be left out. */
  class Recorded extends Film {
    wasCut = false;
    cut = (): void => void (this.wasCut = true);
  }

  const tooMuch = (): Problem =>
    new Problem({
      ...{ type: "", title: "x", status: 422, detail: "x", code: "invalid", params: {} },
      errors: [{ pointer: "/part_numbers/0", detail: "x", code: "too_great", params: {} }],
    });

  it("goes as far as it may to the byte, is said to be cut while it still grows, and is put together", async () => {
    cloud.most = 8;
    const film = new Recorded("abcdefg", false);
    const running = uploading(film).run();
    await idle();
    expect(heard.some(({ cut }) => cut)).toBe(false);
    film.grow("hijk");
    await running;
    expect([cloud.whole, film.wasCut]).toEqual(["abcdefgh", true]);
    expect(heard.at(-1)).toMatchObject({ standing: "done", cut: true, error: null });
    expect(cloud.told).toBeNull();
  });

  it("is put together of what was sent where the server refuses more of it", async () => {
    const film = new Recorded("abcde", false);
    const running = uploading(film).run();
    await idle();
    cloud.troubles.sign = [tooMuch()];
    film.grow("fghijkl", true);
    await running;
    expect([cloud.whole, film.wasCut]).toEqual(["abcde", true]);
    expect(heard.at(-1)).toMatchObject({ standing: "done", cut: true });
  });

  it("fails where nothing of it may be sent, and where a part of the file would not play", async () => {
    cloud.troubles.sign = [tooMuch()];
    await uploading(new Recorded("abcdefg")).run();
    expect(heard.at(-1)?.standing).toBe("failed");
    cloud = new Cloud();
    cloud.troubles.sign = [tooMuch()];
    await uploading(new Film("abcdefg")).run();
    expect(heard.at(-1)?.standing).toBe("failed");
  });
});
