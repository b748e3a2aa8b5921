import type { Captured } from "./preparation";
import type { Relay } from "./relay";
import type { Voice } from "./sound";

/** Devices, recorders and a clock that do what a test says. */

/** A MediaRecorder that gives what it is told to. */
export class FakeRecorder extends EventTarget {
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

/** A camera, a screen or a microphone. `awake`: it gives frames. */
export class FakeTrack extends EventTarget {
  stopped = false;
  muted = false;
  enabled = true;
  readyState = "live";
  awake = true;
  stop = (): void => void (this.stopped = true);

  end(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? "mute" : "unmute"));
  }
}

/** A stream with one picture. */
export function fakePicture(): { track: FakeTrack; stream: MediaStream } {
  const track = new FakeTrack();
  let tracks = [track];
  const stream = {
    getVideoTracks: () => tracks,
    getTracks: () => tracks,
    addTrack: (one: FakeTrack) => (tracks = [...tracks, one]),
    removeTrack: (one: FakeTrack) => (tracks = tracks.filter((other) => other !== one)),
  };
  return { track, stream: stream as unknown as MediaStream };
}

/** A picture that outlives its camera. */
export class FakeRelay implements Relay {
  blacks = 0;
  closed = false;
  readonly out = fakePicture();
  readonly stream = this.out.stream;
  black = (): void => void (this.blacks += 1);
  close = (): void => void (this.closed = true);

  constructor(public source: MediaStreamTrack) {}

  use(source: MediaStreamTrack): void {
    this.source = source;
  }
}

export class FakeVoice implements Voice {
  readonly track = new FakeTrack() as unknown as MediaStreamTrack;
  own: FakeTrack | null = new FakeTrack();
  loud = 0.2;
  closed = false;
  level = (): number => (this.own ? this.loud : 0);
  close = (): void => void (this.closed = true);

  get microphone(): MediaStreamTrack | null {
    return this.own as unknown as MediaStreamTrack | null;
  }

  use(stream: MediaStream | null): void {
    this.own = stream ? (stream.getTracks()[0] as unknown as FakeTrack) : null;
  }
}

/** A screen, a camera and a voice, as they were asked for. */
export function fakeCapture(...kinds: ("camera" | "screen")[]) {
  const voice = new FakeVoice();
  const pictures = kinds.map(() => fakePicture());
  const channels = kinds.map((kind, i) => ({ kind, stream: pictures[i]?.stream as MediaStream }));
  const captured: Captured = { channels, voice };
  return { captured, voice, pictures: pictures.map(({ track }) => track) };
}
