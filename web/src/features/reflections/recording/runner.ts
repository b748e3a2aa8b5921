import type { EndedBy, Span, TrackKind } from "../kinds";
import type { Relay } from "./relay";

/** What one recorder is to record. */
export interface Channel {
  kind: TrackKind;
  stream: MediaStream;
}

/** Where the bytes go, in their order. Times are of the recording, without its pauses. */
export interface Sink {
  /** The first frame of this file was recorded so long after the recording began. */
  began(kind: TrackKind, offsetMs: number, type: string): void;
  /** `durationMs`: how long the file was when they came. */
  bytes(kind: TrackKind, bytes: ArrayBuffer, durationMs: number): Promise<void>;
  /** When its picture was switched off or gone so far, in the time of the file. */
  off(kind: TrackKind, spans: readonly Span[]): void;
  /** Everything of this file has come; nothing, where it never began. */
  ended(kind: TrackKind, durationMs: number, why: EndedBy): Promise<void>;
}

/** A piece each second. */
const PIECE = 1_000;

/** One recorder and the file that it writes. */
export class Runner {
  size = 0;
  /** When its first frame was recorded; null while there is none. */
  offsetMs: number | null = null;
  /** Its picture is there, and it is to begin as soon as the recording goes on. */
  ready = false;
  ending: EndedBy | null = null;
  /** Resolves when the last byte is in its sink. */
  readonly closed: Promise<void>;
  private close: () => void = () => undefined;
  private offs: readonly Span[] = [];
  private offSince: number | null = null;
  private written: Promise<void> = Promise.resolve();

  constructor(
    readonly channel: Channel,
    private readonly recorder: MediaRecorder,
    private readonly sink: Sink,
    private readonly elapsed: () => number,
    private readonly heard: { bytes: () => void; failed: () => void; over: () => void },
    /** Its camera can be replaced while it is recorded. */
    private readonly relay: Relay | null = null,
  ) {
    this.closed = new Promise((resolve) => (this.close = resolve));
    recorder.ondataavailable = ({ data }) => {
      if (data.size > 0) this.got(data);
    };
    recorder.onstop = () => {
      // All of its sources ended by themselves.
      this.ending ??= `${this.kind}_ended`;
      heard.over();
      void this.written.finally(() => this.end());
    };
    recorder.onerror = () => heard.failed();
  }

  get kind(): TrackKind {
    return this.channel.kind;
  }

  /** The camera, or the screen, itself. */
  get picture(): MediaStreamTrack | undefined {
    return this.relay?.source ?? this.recorded;
  }

  /** What the recorder gets of it. */
  get recorded(): MediaStreamTrack | undefined {
    return this.channel.stream.getVideoTracks()[0];
  }

  /** Whether another picture can take the place of this one: a file that has begun keeps its track. */
  get replaceable(): boolean {
    return !this.over && (this.relay !== null || !this.started);
  }

  get started(): boolean {
    return this.offsetMs !== null;
  }

  get over(): boolean {
    return this.ending !== null;
  }

  start(): void {
    this.recorder.start(PIECE);
    this.begins(this.elapsed());
  }

  /** Its first frame came at this moment: later than its recorder began, where a camera fell asleep in between. */
  begins(at: number): void {
    this.offsetMs = Math.round(at);
    this.sink.began(this.kind, this.offsetMs, this.recorder.mimeType);
  }

  pause(): void {
    if (this.recorder.state === "recording") this.recorder.pause();
  }

  resume(): void {
    if (this.recorder.state === "paused") this.recorder.resume();
  }

  /** Another picture; see `replaceable`. */
  swap(track: MediaStreamTrack): void {
    if (this.relay) {
      this.relay.use(track);
      return;
    }
    const { stream } = this.channel;
    for (const old of stream.getVideoTracks()) {
      old.stop();
      stream.removeTrack(old);
    }
    stream.addTrack(track);
  }

  /** Note whether there is a picture from now on. */
  note(): void {
    const off = !this.over && (this.recorded?.enabled === false || this.picture?.readyState === "ended");
    if (!this.started || off === (this.offSince !== null)) return;
    if (this.offSince === null) this.offSince = this.durationMs;
    else {
      this.offs = [...this.offs, { from_ms: this.offSince, until_ms: this.durationMs }];
      this.offSince = null;
      this.sink.off(this.kind, this.offs);
    }
  }

  /** Goes on, in black, where its camera is gone. */
  fill(): void {
    if (this.recorder.state === "recording" && this.picture?.readyState === "ended") this.relay?.black();
  }

  stop(why: EndedBy): void {
    if (this.over) return;
    this.ending = why;
    this.note();
    if (this.recorder.state === "inactive") void this.end();
    else this.recorder.stop();
    this.picture?.stop();
    this.relay?.close();
  }

  private got(data: Blob): void {
    this.size += data.size;
    const durationMs = this.durationMs;
    // In the order in which they came, whichever is read first.
    this.written = this.written.then(async () => this.sink.bytes(this.kind, await data.arrayBuffer(), durationMs));
    this.heard.bytes();
  }

  private get durationMs(): number {
    return Math.max(0, Math.round(this.elapsed() - (this.offsetMs ?? 0)));
  }

  private async end(): Promise<void> {
    await this.sink
      .ended(this.kind, this.started ? this.durationMs : 0, this.ending ?? "stopped")
      .catch(() => undefined);
    this.close();
  }
}
