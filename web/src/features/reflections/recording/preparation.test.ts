import { beforeEach, describe, expect, it, vi } from "vitest";

import { type Chosen, type Device, NoDevice } from "./devices";
import { FakeTrack, FakeVoice } from "./fakes";
import { Preparation, released } from "./preparation";

let asked: [Device, string | undefined][];
let tracks: Map<Device, FakeTrack>;
let broken: Set<Device>;
let chosen: Chosen;
let voices: FakeVoice[];

class Stream {
  private all: unknown[];

  constructor(tracks: unknown[] = []) {
    this.all = [...tracks];
  }

  getTracks = (): unknown[] => this.all;
  getVideoTracks = (): unknown[] => this.all;
  addTrack = (one: unknown): void => void this.all.push(one);
}

const preparation = (): Preparation =>
  new Preparation({
    open: async (device, id) => {
      asked.push([device, id]);
      if (broken.has(device)) throw new NoDevice(device, "denied", null);
      const track = new FakeTrack();
      tracks.set(device, track);
      return new Stream([track]) as unknown as MediaStream;
    },
    voice: () => {
      const made = new FakeVoice();
      voices.push(made);
      return made;
    },
    chosen: () => chosen,
  });

beforeEach(() => {
  asked = [];
  tracks = new Map();
  broken = new Set();
  chosen = {};
  voices = [];
  vi.stubGlobal("MediaStream", Stream);
});

describe("devices before a recording", () => {
  it("are asked for in one go, the screen first, and the sound goes with it", async () => {
    const { channels, voice } = await preparation().take({ sources: "both", microphone: true });
    expect(asked.map(([device]) => device)).toEqual(["screen", "camera", "microphone"]);
    expect(channels.map(({ kind }) => kind)).toEqual(["screen", "camera"]);
    expect(channels.map(({ stream }) => stream.getTracks().includes(voice?.track as MediaStreamTrack))).toEqual([
      true,
      false,
    ]);
  });

  it("that are open already are recorded with as they are", async () => {
    const prepared = preparation();
    await prepared.open("camera", "second");
    const { channels } = await prepared.take({ sources: "camera", microphone: false });
    expect(asked).toEqual([["camera", "second"]]);
    expect(channels[0]?.stream.getTracks()).toEqual([tracks.get("camera")]);
    prepared.release();
    expect(tracks.get("camera")?.stopped).toBe(false);
  });

  it("are those that were chosen the last time", async () => {
    chosen = { camera: "lid", microphone: "headset" };
    await preparation().take({ sources: "both", microphone: true });
    expect(asked).toEqual([
      ["screen", undefined],
      ["camera", "lid"],
      ["microphone", "headset"],
    ]);
  });

  it("that are blocked stop the beginning, and say which", async () => {
    broken.add("microphone");
    const asking = preparation().take({ sources: "camera", microphone: true });
    await expect(asking).rejects.toMatchObject({ device: "microphone", why: "denied" });
  });

  it("that are pulled before it begins are asked for again", async () => {
    const prepared = preparation();
    await prepared.open("camera");
    tracks.get("camera")?.end();
    expect(prepared.stream("camera")).toBeNull();
    expect(prepared.problems.get("camera")?.why).toBe("missing");
    await prepared.take({ sources: "camera", microphone: false });
    expect(asked).toHaveLength(2);
  });

  it("are let go when nobody looks any more, also those that open too late", async () => {
    const prepared = preparation();
    await prepared.open("microphone");
    const late = prepared.open("camera");
    prepared.release();
    await late;
    expect(voices[0]?.closed).toBe(true);
    expect(tracks.get("camera")?.stopped).toBe(true);
    expect(prepared.stream("camera")).toBeNull();
  });

  it("are let go where the recording does not begin after all", async () => {
    const captured = await preparation().take({ sources: "screen", microphone: true });
    released(captured);
    expect(tracks.get("screen")?.stopped).toBe(true);
    expect(voices[0]?.closed).toBe(true);
  });
});
