import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Span, TrackKind } from "../kinds";
import type { Captured } from "./preparation";
import { fakeCapture, fakePicture, FakeRecorder, FakeRelay, type FakeTrack } from "./fakes";
import { Recording, type Sink } from "./recording";
import type { Relay } from "./relay";

let recorders: FakeRecorder[];
let time: number;
let got: [TrackKind, string][];
let began: Partial<Record<TrackKind, number>>;
let ended: [TrackKind, string][];
let off: Partial<Record<TrackKind, Span[]>>;
let tick: () => void;
/** Those of cameras; null: this browser has none. */
let relays: FakeRelay[] | null;
/** Whose frames were limited, and to how many a second. */
let limited: [FakeTrack, number][];
let line: number | null;
/** Those who wait for a first frame. */
let asleep: { track: FakeTrack; wake: () => void }[];
const sink: Sink = {
  began: (kind, offset) => void (began[kind] = offset),
  bytes: async (kind, bytes) => void got.push([kind, new TextDecoder().decode(bytes)]),
  off: (kind, spans) => void (off[kind] = [...spans]),
  ended: async (kind, _, why) => void ended.push([kind, why]),
};

const means = {
  make: (_: MediaStream, options: MediaRecorderOptions): MediaRecorder => {
    const made = new FakeRecorder(options);
    recorders.push(made);
    return made as unknown as MediaRecorder;
  },
  now: () => time,
  first: (given: MediaStreamTrack): Promise<void> => {
    const track = given as unknown as FakeTrack;
    if (track.awake) return Promise.resolve();
    return new Promise((wake) => asleep.push({ track, wake }));
  },
  limit: (given: MediaStreamTrack, frames: number) => void limited.push([given as unknown as FakeTrack, frames]),
  line: (): number | null => line,
  relay: (stream: MediaStream): Relay | null => {
    if (!relays) return null;
    const made = new FakeRelay(stream.getVideoTracks()[0] as MediaStreamTrack);
    relays.push(made);
    return made;
  },
  frame: async (track: MediaStreamTrack): Promise<boolean | null> => (track as unknown as FakeTrack).awake,
  ticks: (act: () => void) => {
    tick = act;
    return () => (tick = () => undefined);
  },
};

async function recording(captured: Captured, maxMs = 60_000, maxBytes = 1_000): Promise<Recording> {
  const made = new Recording(captured, "video/mp4", { maxMs, maxBytes }, sink, means);
  await settled();
  return made;
}

/** Everything that can happen now has happened. */
async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** Time goes by, on the clock and for everything that counts it. */
async function pass(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 250) {
    time += Math.min(250, left);
    await vi.advanceTimersByTimeAsync(Math.min(250, left));
    tick();
    await settled();
  }
}

/** The same while every recorder gives bytes. */
async function passWriting(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 1_000) {
    await pass(Math.min(1_000, left));
    for (const one of recorders) if (one.state === "recording") one.give(".");
  }
}

const wake = async (track: FakeTrack | undefined): Promise<void> => {
  if (track) track.awake = true;
  for (const one of asleep) if (one.track === track) one.wake();
  await settled();
};

beforeEach(() => {
  vi.useFakeTimers();
  [recorders, time, got, began, ended, asleep, relays] = [[], 0, [], {}, [], [], null];
  [limited, line, off] = [[], null, {}];
});
afterEach(() => vi.useRealTimers());

describe("a recording", () => {
  it("comes in pieces of a second, with a key frame every two", async () => {
    await recording(fakeCapture("screen").captured);
    expect(recorders[0]?.slice).toBe(1_000);
    expect(recorders[0]?.options.videoKeyFrameIntervalDuration).toBe(2_000);
  });

  it("writes two files at once and ends when both are written to their last byte", async () => {
    const running = await recording(fakeCapture("screen", "camera").captured);
    recorders[0]?.give("s1");
    recorders[1]?.give("c1");
    running.stop();
    await running.finished;
    expect(got.filter(([kind]) => kind === "screen").map(([, text]) => text)).toEqual(["s1", "end"]);
    expect(got.filter(([kind]) => kind === "camera").map(([, text]) => text)).toEqual(["c1", "end"]);
    expect(ended.sort()).toEqual([
      ["camera", "stopped"],
      ["screen", "stopped"],
    ]);
    expect(running.phase).toBe("stopped");
  });

  it("counts down to the longest time and ends there by itself", async () => {
    const running = await recording(fakeCapture("screen").captured, 10_000);
    await passWriting(4_000);
    expect(running.leftMs).toBe(6_000);
    expect(running.phase).toBe("recording");
    await passWriting(6_000);
    expect(running.ending).toBe("limit");
    expect(ended).toEqual([["screen", "limit"]]);
  });

  it("ends at the longest time by the bytes that come, where no timer runs", async () => {
    const running = await recording(fakeCapture("screen").captured, 10_000);
    time += 10_500;
    recorders[0]?.give("late");
    expect(running.ending).toBe("limit");
  });

  it("ends where the server allows less than was believed", async () => {
    const running = await recording(fakeCapture("screen").captured, 10_000);
    running.narrow({ maxMs: 5_000, maxBytes: 1_000 });
    await passWriting(5_000);
    expect(running.ending).toBe("limit");
  });

  it("does not count pauses", async () => {
    const running = await recording(fakeCapture("screen").captured, 10_000);
    await passWriting(3_000);
    running.pause();
    expect(recorders[0]?.state).toBe("paused");
    await pass(60_000);
    running.resume();
    await passWriting(1_000);
    expect(running.elapsedMs).toBe(4_000);
    expect(running.phase).toBe("recording");
  });

  it("ends before it is larger than it may be", async () => {
    const running = await recording(fakeCapture("screen").captured, 60_000, 100);
    recorders[0]?.give("x".repeat(98));
    expect(running.ending).toBe("size_limit");
  });
});

describe("two clocks", () => {
  it("are one: both files begin at the same moment where both pictures are there", async () => {
    await recording(fakeCapture("screen", "camera").captured);
    expect(began).toEqual({ screen: 0, camera: 0 });
  });

  it("a camera that wakes late makes the screen wait for it, for a moment", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    if (pictures[1]) pictures[1].awake = false;
    await recording(captured);
    await pass(1_250);
    expect(began).toEqual({});
    await wake(pictures[1]);
    expect(began).toEqual({ screen: 0, camera: 0 });
  });

  it("a camera that wakes later still begins its file with its first frame, and says when that was", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    if (pictures[1]) pictures[1].awake = false;
    await recording(captured);
    await pass(2_000);
    expect(began).toEqual({ screen: 0 });
    await pass(1_250);
    expect(recorders[1]?.state).toBe("inactive");
    await wake(pictures[1]);
    expect(began).toEqual({ screen: 0, camera: 1_250 });
    expect(recorders[1]?.state).toBe("recording");
  });

  it("a camera that wakes in a pause begins when the recording goes on", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    if (pictures[1]) pictures[1].awake = false;
    const running = await recording(captured);
    await passWriting(4_000);
    running.pause();
    await pass(5_000);
    await wake(pictures[1]);
    expect(recorders[1]?.state).toBe("inactive");
    running.resume();
    expect(began).toEqual({ screen: 0, camera: 2_000 });
  });

  it("a camera whose frames stop as its recorder begins is as late as the frame that comes", async () => {
    const { captured } = fakeCapture("screen", "camera");
    let come = (): void => undefined;
    const made = new Recording(captured, "video/mp4", { maxMs: 60_000, maxBytes: 1_000 }, sink, {
      ...means,
      frame: (track, within) =>
        within > 1_000 && track === captured.channels[1]?.stream.getVideoTracks()[0]
          ? new Promise((resolve) => (come = () => resolve(true)))
          : Promise.resolve(true),
    });
    await settled();
    await pass(1_250);
    come();
    await settled();
    expect(began).toEqual({ screen: 0, camera: 1_250 });
    made.stop();
  });

  it("marks are set in the time of the film that leads", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    if (pictures[0]) pictures[0].awake = false;
    const running = await recording(captured);
    await pass(3_000);
    await wake(pictures[0]);
    expect(began).toEqual({ camera: 0, screen: 1_000 });
    await pass(2_000);
    expect(running.placeMs).toBe(2_000);
  });
});

it("a camera that is switched off for a while gives black, and its file stays as long as the screen's", async () => {
  const { captured, pictures } = fakeCapture("screen", "camera");
  const running = await recording(captured);
  running.turn("camera", false);
  expect([pictures[1]?.enabled, running.isOff("camera")]).toEqual([false, true]);
  expect(recorders[1]?.state).toBe("recording");
  running.turn("camera", true);
  expect(pictures[1]?.enabled).toBe(true);
});

describe("a source that ends", () => {
  it("ends the recording with the screen, although the microphone lives on", async () => {
    const { captured, voice, pictures } = fakeCapture("screen");
    const running = await recording(captured);
    pictures[0]?.end();
    expect(running.ending).toBe("screen_ended");
    await running.finished;
    expect(voice.closed).toBe(true);
    expect(recorders[0]?.state).toBe("inactive");
    expect(ended).toEqual([["screen", "screen_ended"]]);
  });

  it("leaves the screen running without a camera, and says so at once", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    recorders[1]?.give("c");
    pictures[1]?.end();
    expect(running.troubles).toEqual([{ device: "camera", fault: "ended" }]);
    await settled();
    expect(ended).toEqual([["camera", "camera_ended"]]);
    expect(running.phase).toBe("recording");
    running.drop("camera");
    expect(running.troubles).toEqual([]);
    expect(running.channels.map(({ kind }) => kind)).toEqual(["screen"]);
  });

  it("ends the recording with a camera that is alone", async () => {
    const { captured, pictures } = fakeCapture("camera");
    const running = await recording(captured);
    pictures[0]?.end();
    expect(running.ending).toBe("camera_ended");
  });

  it("is told of at once where it is the microphone, and sound is taken up again with another one", async () => {
    const { captured, voice } = fakeCapture("screen");
    const running = await recording(captured);
    voice.own?.end();
    expect(running.troubles).toEqual([{ device: "microphone", fault: "ended" }]);
    expect(running.phase).toBe("recording");
    const other = fakePicture();
    running.replace("microphone", other.stream);
    expect(voice.own).toBe(other.track);
    await passWriting(6_000);
    expect(running.troubles).toEqual([]);
    other.track.end();
    expect(running.troubles).toEqual([{ device: "microphone", fault: "ended" }]);
  });

  it("that is muted by its device is told of until it is not", async () => {
    const { captured, voice, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    voice.own?.mute(true);
    pictures[1]?.mute(true);
    expect(running.troubles).toEqual([
      { device: "camera", fault: "muted" },
      { device: "microphone", fault: "muted" },
    ]);
    voice.own?.mute(false);
    pictures[1]?.mute(false);
    expect(running.troubles).toEqual([]);
  });
});

describe("a device that gives nothing", () => {
  it("is named within five seconds: a silent microphone", async () => {
    const { captured, voice } = fakeCapture("screen");
    const running = await recording(captured);
    voice.loud = 0;
    await passWriting(5_000);
    expect(running.troubles).toEqual([{ device: "microphone", fault: "silent" }]);
    voice.loud = 0.2;
    await passWriting(1_000);
    expect(running.troubles).toEqual([]);
  });

  it("is not complained of any more once one goes on without it", async () => {
    const { captured, voice } = fakeCapture("screen");
    const running = await recording(captured);
    voice.loud = 0;
    await passWriting(5_000);
    running.drop("microphone");
    expect(voice.own).toBeNull();
    await passWriting(20_000);
    expect(running.troubles).toEqual([]);
  });

  it("is named within five seconds: a camera without a picture, for which another one can be taken", async () => {
    const { captured, pictures } = fakeCapture("camera");
    if (pictures[0]) pictures[0].awake = false;
    const running = await recording(captured);
    await pass(5_000);
    expect(running.phase).toBe("starting");
    expect(running.troubles).toEqual([{ device: "camera", fault: "no_picture" }]);
    expect(running.canReplace("camera")).toBe(true);
    running.replace("camera", fakePicture().stream);
    await settled();
    expect(pictures[0]?.stopped).toBe(true);
    expect(running.phase).toBe("recording");
    expect(running.canReplace("camera")).toBe(false);
  });

  it("is named within five seconds: a camera that freezes in the middle", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    await passWriting(10_000);
    if (pictures[1]) pictures[1].awake = false;
    await passWriting(5_000);
    expect(running.troubles).toEqual([{ device: "camera", fault: "no_picture" }]);
  });

  it("is named within five seconds: a recorder that writes nothing", async () => {
    const running = await recording(fakeCapture("screen").captured);
    await pass(5_000);
    expect(running.troubles).toEqual([{ device: "screen", fault: "unwritten" }]);
    recorders[0]?.give("x");
    await pass(250);
    expect(running.troubles).toEqual([]);
  });

  it("is waited for anew after a pause, and not complained of in it", async () => {
    const running = await recording(fakeCapture("screen").captured);
    await passWriting(3_000);
    running.pause();
    await pass(60_000);
    expect(running.troubles).toEqual([]);
    running.resume();
    await pass(4_500);
    expect(running.troubles).toEqual([]);
  });

  it("is not complained of by a page that has slept and could not look", async () => {
    const running = await recording(fakeCapture("screen", "camera").captured);
    await passWriting(3_000);
    time += 30_000;
    tick();
    expect(running.troubles).toEqual([]);
  });

  it("leaves no file where the recording is stopped before its picture came", async () => {
    const { captured, pictures } = fakeCapture("screen", "camera");
    if (pictures[1]) pictures[1].awake = false;
    const running = await recording(captured);
    await pass(3_000);
    running.stop();
    await running.finished;
    expect(began).toEqual({ screen: 0 });
    expect(got.map(([kind]) => kind)).toEqual(["screen"]);
  });
});

describe("a camera that is gone after its file began", () => {
  const track = (): FakeTrack => fakePicture().track;

  it("is told of at once; its file goes on in black until another camera takes its place", async () => {
    relays = [];
    const { captured, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    await passWriting(2_000);
    pictures[1]?.end();
    expect(running.troubles).toEqual([{ device: "camera", fault: "ended" }]);
    expect([running.canReplace("camera"), relays[0]?.blacks, ended]).toEqual([true, 0, []]);
    await passWriting(1_000);
    expect(relays[0]?.blacks).toBe(4);
    const other = fakePicture();
    running.replace("camera", other.stream);
    expect([running.troubles, relays[0]?.source]).toEqual([[], other.track]);
    await passWriting(6_000);
    expect([relays[0]?.blacks, running.troubles]).toEqual([4, []]);
    running.stop();
    await running.finished;
    expect(relays[0]?.closed).toBe(true);
    expect(recorders).toHaveLength(2);
  });

  it("is noted as off until another one has taken its place, as one that is switched off", async () => {
    relays = [];
    const { captured, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    await passWriting(1_000);
    running.turn("camera", false);
    await passWriting(2_000);
    running.turn("camera", true);
    await passWriting(1_000);
    pictures[1]?.end();
    await passWriting(1_000);
    running.replace("camera", fakePicture().stream);
    await passWriting(1_000);
    running.turn("camera", false);
    await passWriting(1_000);
    running.stop();
    const spans = off.camera?.map(({ from_ms, until_ms }) => [from_ms, until_ms]);
    expect(spans).toEqual([
      [1_000, 3_000],
      [4_250, 5_250],
      [6_000, 7_000],
    ]);
    expect(off.screen).toBeUndefined();
  });

  it("is watched again once it was replaced", async () => {
    relays = [];
    const { captured, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    pictures[1]?.end();
    const other = track();
    other.awake = false;
    running.replace("camera", { getVideoTracks: () => [other] } as unknown as MediaStream);
    await passWriting(6_000);
    expect(running.troubles).toEqual([{ device: "camera", fault: "no_picture" }]);
  });

  it("ends its file where the recording goes on without it", async () => {
    relays = [];
    const { captured, pictures } = fakeCapture("screen", "camera");
    const running = await recording(captured);
    pictures[1]?.end();
    running.drop("camera");
    await settled();
    expect(ended).toEqual([["camera", "camera_ended"]]);
  });

  it("does not end a recording of the camera alone: the sound goes on", async () => {
    relays = [];
    const { captured, pictures } = fakeCapture("camera");
    const running = await recording(captured);
    pictures[0]?.end();
    expect([running.phase, running.canReplace("camera")]).toEqual(["recording", true]);
  });
});

describe("a line that is slower than the recording", () => {
  it("is recorded for with fewer bits from the beginning, where it is known", async () => {
    line = 300_000;
    await recording(fakeCapture("screen", "camera").captured, 60_000, 1e9);
    expect(recorders.map(({ options }) => options.videoBitsPerSecond)).toEqual([105_000, 105_000]);
  });

  it("gets fewer frames as long as what is there takes long to go, and more again later", async () => {
    const { captured, pictures } = fakeCapture("screen");
    const running = await recording(captured);
    running.keepUp(1_000);
    expect([limited, running.reduced]).toEqual([[], false]);
    running.keepUp(9_000);
    running.keepUp(9_000);
    expect(limited).toEqual([[pictures[0], 12]]);
    await passWriting(4_000);
    running.keepUp(30_000);
    expect([limited.at(-1), running.reduced]).toEqual([[pictures[0], 6], true]);
    await passWriting(20_000);
    running.keepUp(100);
    expect(limited.at(-1)).toEqual([pictures[0], 12]);
  });
});
