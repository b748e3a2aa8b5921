import type { TrackKind } from "../kinds";
import { bitrate, type Limits } from "./media";
import { Watch } from "./watch";

/** What one recorder is to record. */
export interface Channel {
  kind: TrackKind;
  stream: MediaStream;
}

/** Where the bytes go, in their order. `durationMs`: how long the recording was when they came. */
export interface Sink {
  bytes(kind: TrackKind, bytes: ArrayBuffer, durationMs: number): Promise<void>;
  /** Everything of this file has come. */
  ended(kind: TrackKind, durationMs: number): Promise<void>;
}

export type Phase = "paused" | "recording" | "stopped" | "stopping";
/** Why it ended: by the person, because sharing was stopped, at a limit, because a device failed. */
export type Ending = "device" | "limit" | "person" | "sharing" | "size";

interface Means {
  make(stream: MediaStream, options: MediaRecorderOptions): MediaRecorder;
  now(): number;
}

const browser: Means = {
  make: (stream, options) => new MediaRecorder(stream, options),
  now: () => performance.now(),
};

/** A piece each second, and a key frame every two: a browser that dies takes the last seconds with it, no more. */
const PIECE = 1_000;
const KEY_FRAMES = 2_000;
/** Close to the largest size it is time to stop. */
const NEARLY = 0.97;

interface Running {
  kind: TrackKind;
  recorder: MediaRecorder;
  written: Promise<void>;
  size: number;
  closed: Promise<void>;
}

/** One or two recorders that run together: started, paused and stopped at once. */
export class Recording {
  phase: Phase = "recording";
  ending: Ending | null = null;
  private readonly watch: Watch;
  private readonly running: Running[];
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly listeners = new Set<() => void>();
  /** Resolves when the last byte is in its sink. */
  readonly finished: Promise<void>;

  constructor(
    readonly channels: readonly Channel[],
    type: string,
    private readonly limits: Limits,
    private readonly sink: Sink,
    means: Means = browser,
  ) {
    this.watch = new Watch(() => means.now());
    this.running = channels.map((channel) => this.prepared(channel, type, means));
    this.finished = Promise.all(this.running.map((one) => one.closed)).then(() => this.become("stopped"));
    this.listen();
    for (const { recorder } of this.running) recorder.start(PIECE);
    this.watch.go();
    this.timer = setInterval(() => this.look(), PIECE / 4);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What the recorders really write, by kind: not always what they were asked for. */
  get types(): Map<TrackKind, string> {
    return new Map(this.running.map(({ kind, recorder }) => [kind, recorder.mimeType]));
  }

  get elapsedMs(): number {
    return this.watch.elapsed;
  }

  get leftMs(): number {
    return Math.max(0, this.limits.maxMs - this.watch.elapsed);
  }

  pause(): void {
    if (this.phase !== "recording") return;
    for (const { recorder } of this.running) if (recorder.state === "recording") recorder.pause();
    this.watch.halt();
    this.become("paused");
  }

  resume(): void {
    if (this.phase !== "paused") return;
    for (const { recorder } of this.running) if (recorder.state === "paused") recorder.resume();
    this.watch.go();
    this.become("recording");
  }

  stop(why: Ending = "person"): void {
    if (this.phase === "stopping" || this.phase === "stopped") return;
    this.ending = why;
    this.watch.halt();
    clearInterval(this.timer);
    this.become("stopping");
    for (const { recorder } of this.running) if (recorder.state !== "inactive") recorder.stop();
    for (const { stream } of this.channels) for (const track of stream.getTracks()) track.stop();
  }

  private prepared({ kind, stream }: Channel, type: string, means: Means): Running {
    const options = {
      mimeType: type,
      videoBitsPerSecond: bitrate(kind, this.limits),
      videoKeyFrameIntervalDuration: KEY_FRAMES,
    };
    const recorder = means.make(stream, options);
    const one: Running = { kind, recorder, written: Promise.resolve(), size: 0, closed: Promise.resolve() };
    recorder.ondataavailable = ({ data }) => {
      if (data.size === 0) return;
      one.size += data.size;
      const durationMs = Math.round(this.watch.elapsed);
      // In the order in which they came, whichever is read first.
      one.written = one.written.then(async () => this.sink.bytes(kind, await data.arrayBuffer(), durationMs));
    };
    one.closed = new Promise((resolve) => {
      recorder.onstop = () => void one.written.finally(() => this.closing(kind).finally(resolve));
    });
    recorder.onerror = () => this.stop("device");
    return one;
  }

  private closing(kind: TrackKind): Promise<void> {
    return this.sink.ended(kind, Math.round(this.watch.elapsed));
  }

  /** "Stop sharing" ends the picture only: the recorder would run on as long as the microphone lives. */
  private listen(): void {
    for (const { kind, stream } of this.channels) {
      for (const track of stream.getVideoTracks()) {
        track.addEventListener("ended", () => this.stop(kind === "screen" ? "sharing" : "device"));
      }
    }
  }

  private look(): void {
    if (this.leftMs === 0) return this.stop("limit");
    if (this.running.some(({ size }) => size >= this.limits.maxBytes * NEARLY)) return this.stop("size");
    this.tell();
  }

  private become(phase: Phase): void {
    this.phase = phase;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
