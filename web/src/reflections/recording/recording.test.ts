import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { TrackKind } from "../kinds";
import { type Channel, Recording, type Sink } from "./recording";

/** A MediaRecorder that gives what it is told to. */
class Recorder extends EventTarget {
  state: RecordingState = "inactive";
  mimeType = "video/mp4;codecs=avc1.42E01E,opus";
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  onerror: (() => void) | null = null;
  slice = 0;

  constructor(readonly options: MediaRecorderOptions & { videoKeyFrameIntervalDuration?: number }) {
    super();
  }

  start(slice: number): void {
    this.slice = slice;
    this.state = "recording";
  }

  pause(): void {
    this.state = "paused";
  }

  resume(): void {
    this.state = "recording";
  }

  stop(): void {
    this.state = "inactive";
    this.give("end");
    this.onstop?.();
  }

  give(text: string): void {
    this.ondataavailable?.({ data: new Blob([text]) });
  }
}

class Track extends EventTarget {
  stopped = false;
  stop = (): void => void (this.stopped = true);
}

/** A stream with a picture and a voice. */
function stream() {
  const [picture, voice] = [new Track(), new Track()];
  const made = { getVideoTracks: () => [picture], getTracks: () => [picture, voice] };
  return { picture, voice, made: made as unknown as MediaStream };
}

let recorders: Recorder[];
let time: number;
let got: [TrackKind, string][];
let ended: TrackKind[];
const sink: Sink = {
  bytes: async (kind, bytes) => void got.push([kind, new TextDecoder().decode(bytes)]),
  ended: async (kind) => void ended.push(kind),
};

function recording(channels: Channel[], maxMs = 60_000, maxBytes = 1_000): Recording {
  const make = (_: MediaStream, options: MediaRecorderOptions): MediaRecorder => {
    const made = new Recorder(options);
    recorders.push(made);
    return made as unknown as MediaRecorder;
  };
  return new Recording(channels, "video/mp4", { maxMs, maxBytes }, sink, { make, now: () => time });
}

/** Time goes by, on the clock and for timers. */
function pass(milliseconds: number): void {
  time += milliseconds;
  vi.advanceTimersByTime(1_000);
}

beforeEach(() => {
  vi.useFakeTimers();
  [recorders, time, got, ended] = [[], 0, [], []];
});
afterEach(() => vi.useRealTimers());

describe("a recording", () => {
  it("comes in pieces of a second, with a key frame every two", () => {
    recording([{ kind: "screen", stream: stream().made }]);
    expect(recorders[0]?.slice).toBe(1_000);
    expect(recorders[0]?.options.videoKeyFrameIntervalDuration).toBe(2_000);
  });

  it("writes two files at once and ends when both are written to their last byte", async () => {
    const running = recording([
      { kind: "screen", stream: stream().made },
      { kind: "camera", stream: stream().made },
    ]);
    recorders[0]?.give("s1");
    recorders[1]?.give("c1");
    running.stop();
    await running.finished;
    expect(got.filter(([kind]) => kind === "screen").map(([, text]) => text)).toEqual(["s1", "end"]);
    expect(got.filter(([kind]) => kind === "camera").map(([, text]) => text)).toEqual(["c1", "end"]);
    expect(ended.sort()).toEqual(["camera", "screen"]);
    expect(running.phase).toBe("stopped");
  });

  it("ends when sharing the screen is stopped, although the microphone lives on", async () => {
    const { picture, voice, made } = stream();
    const running = recording([{ kind: "screen", stream: made }]);
    picture.dispatchEvent(new Event("ended"));
    expect(running.ending).toBe("sharing");
    await running.finished;
    expect(voice.stopped).toBe(true);
    expect(recorders[0]?.state).toBe("inactive");
  });

  it("counts down to the longest time and ends there by itself", () => {
    const running = recording([{ kind: "screen", stream: stream().made }], 10_000);
    pass(4_000);
    expect(running.leftMs).toBe(6_000);
    expect(running.phase).toBe("recording");
    pass(6_000);
    expect(running.ending).toBe("limit");
  });

  it("does not count pauses", () => {
    const running = recording([{ kind: "screen", stream: stream().made }], 10_000);
    pass(3_000);
    running.pause();
    expect(recorders[0]?.state).toBe("paused");
    pass(60_000);
    running.resume();
    pass(1_000);
    expect(running.elapsedMs).toBe(4_000);
    expect(running.phase).toBe("recording");
  });

  it("ends before it is larger than it may be", () => {
    const running = recording([{ kind: "screen", stream: stream().made }], 60_000, 100);
    recorders[0]?.give("x".repeat(98));
    pass(1_000);
    expect(running.ending).toBe("size");
  });

  it("tells what was really written, not what was asked for", () => {
    const running = recording([{ kind: "screen", stream: stream().made }]);
    expect(running.types.get("screen")).toBe("video/mp4;codecs=avc1.42E01E,opus");
  });
});
