import { describe, expect, it } from "vitest";

import { webVtt } from "./captions";
import { faster, nudge, placeOf } from "./instep";
import { Links } from "./links";

describe("two films in step", () => {
  it("are left alone while nobody could tell", () => {
    expect(nudge(10, 10.03, 1.5)).toEqual({ rate: 1.5 });
  });

  it("glide together: the one ahead slows down, the one behind hurries", () => {
    const ahead = nudge(10, 10.1, 1);
    const behind = nudge(10, 9.9, 1);
    expect("rate" in ahead && ahead.rate).toBeLessThan(1);
    expect("rate" in behind && behind.rate).toBeGreaterThan(1);
    expect("rate" in behind && behind.rate).toBeLessThanOrEqual(1.08);
  });

  it("jump when they are far apart", () => {
    expect(nudge(10, 42, 1)).toEqual({ to: 10 });
  });

  it("really come together", () => {
    let [first, second] = [0, 0.4];
    for (let i = 0; i < 60; i += 1) {
      const told = nudge(first, second, 1.5);
      first += 0.25 * 1.5;
      second = "to" in told ? told.to : second + 0.25 * told.rate;
    }
    expect(Math.abs(second - first)).toBeLessThan(0.05);
  });
});

describe("a film that began later than the first one", () => {
  it("is by so much behind it, at every second", () => {
    expect(placeOf(10, 1.5, 60)).toBe(8.5);
  });

  it("has no picture before it began, nor after its end", () => {
    expect(placeOf(1, 1.5, 60)).toBeNull();
    expect(placeOf(61.5, 1.5, 60)).toBeNull();
    expect(placeOf(1.5, 1.5, 60)).toBe(0);
  });

  it("has none while its camera was off", () => {
    const off = [{ from_ms: 4_000, until_ms: 6_000 }];
    expect([5.4, 5.5, 7.4, 7.5].map((at) => placeOf(at, 1.5, 60, off))).toEqual([3.9000000000000004, null, null, 6]);
  });

  it("is ahead of it where the first one began later", () => {
    expect(placeOf(0, -0.8, 60)).toBe(0.8);
  });
});

it("speeds go up and down by steps and stop at the ends", () => {
  expect([faster(1, 1), faster(2, 1), faster(1, -1), faster(1.5, -1)]).toEqual([1.25, 2, 1, 1.25]);
});

describe("links", () => {
  const world = () => {
    const state = { time: 0, asked: 0, wrong: 0 };
    const links = new Links(
      async () => ({ expires_at: new Date(state.time + 300_000).toISOString(), n: (state.asked += 1) }),
      () => state.time + state.wrong,
      () => state.time,
    );
    return { state, links };
  };

  it("are used as long as they live", async () => {
    const { state, links } = world();
    await links.good();
    state.time = 280_000;
    await links.good();
    expect(state.asked).toBe(1);
  });

  it("are asked for anew before they run out", async () => {
    const { state, links } = world();
    await links.good();
    state.time = 295_000;
    expect(links.stale).toBe(true);
    expect((await links.good()).n).toBe(2);
  });

  it("are used as long as they live on a device whose clock is a day off, ahead or behind", async () => {
    for (const wrong of [86_400_000, -86_400_000]) {
      const { state, links } = world();
      state.wrong = wrong;
      await links.good();
      state.time = 60_000;
      await links.good();
      expect(state.asked).toBe(1);
      state.time = 295_000;
      await links.good();
      expect(state.asked).toBe(2);
    }
  });

  it("are asked for once by two films that break together", async () => {
    const { state, links } = world();
    await Promise.all([links.mend(12), links.fresh()]);
    expect(state.asked).toBe(1);
  });

  it("help at another place again, and give up where they do not", async () => {
    const { links } = world();
    for (let turn = 0; turn < 3; turn += 1) expect(await links.mend(12)).not.toBeNull();
    expect(await links.mend(12.2)).toBeNull();
    expect(await links.mend(60)).not.toBeNull();
    links.forgive();
    expect(await links.mend(60)).not.toBeNull();
  });
});

it("captions are WebVTT in which nothing that was said is markup", () => {
  const vtt = webVtt([{ at_ms: 3_723_004, until_ms: 3_724_500, text: "a < b\n\n& so on -->" }]);
  expect(vtt).toBe("WEBVTT\n\n01:02:03.004 --> 01:02:04.500\na &lt; b &amp; so on --&gt;\n");
});
