import type { EndedBy } from "../kinds";
import type { Captured } from "./preparation";
import type { Device } from "./devices";
import { firstFrame, frame, limitFrames } from "./frames";
import { knownLine } from "./line";
import { type Given, type Limits, qualityOf } from "./media";
import { Rate } from "./rate";
import { openRelay, type Relay } from "./relay";
import { type Channel, Runner, type Sink } from "./runner";
import type { Voice } from "./sound";
import { ticking } from "./ticker";
import { Watch } from "./watch";
import { type Trouble, Watchdog } from "./watchdog";

export type { Channel, Sink } from "./runner";

export type Phase = "paused" | "recording" | "starting" | "stopped" | "stopping";

interface Means {
  make(stream: MediaStream, options: MediaRecorderOptions): MediaRecorder;
  now(): number;
  /** Resolves with the first frame of a track. */
  first(track: MediaStreamTrack, over: AbortSignal): Promise<void>;
  /** Whether a frame comes within so many ms; null where that cannot be known. */
  frame(track: MediaStreamTrack, within: number, over: AbortSignal): Promise<boolean | null>;
  /** Have a device give so many frames a second at the most. */
  limit(track: MediaStreamTrack, frames: number): void;
  /** What the line takes, bits a second; null where nobody knows. */
  line(): number | null;
  /** A picture that outlives its camera; null where the browser has none. */
  relay(stream: MediaStream): Relay | null;
  /** Calls back a few times a second until the answer is called. */
  ticks(act: () => void): () => void;
}

const browser: Means = {
  make: (stream, options) => new MediaRecorder(stream, options),
  now: () => performance.now(),
  first: firstFrame,
  frame,
  limit: limitFrames,
  line: knownLine,
  relay: openRelay,
  ticks: ticking,
};

/** A key frame every two seconds: a browser that dies takes the last seconds with it, no more. */
const KEY_FRAMES = 2_000;
/** Close to the largest size it is time to stop. */
const NEARLY = 0.97;
/** So long the first picture waits for the second one, so that both files begin at the same moment. */
const TOGETHER = 2_000;
/** A first frame that comes later than this after its recorder began is where the file begins. */
const LATE = 250;
/** So often each picture is asked for a frame, ms. */
const ASK = 500;
/** The same where there are to be few. */
const ASK_SELDOM = 2_000;
/** Whoever has not looked for so long has slept, and knows nothing about what was missing meanwhile. */
const SLEPT = 2_000;
/** Louder than the noise of a microphone that is switched off. */
const AUDIBLE = 0.0001;

/**
 * One or two recorders that run together, with the sound that goes with the first of them. Each begins with the first
 * frame of its picture, because a recorder counts from there, and notes when that was. What gives nothing is told of.
 */
export class Recording {
  phase: Phase = "starting";
  ending: EndedBy | null = null;
  private readonly watch: Watch;
  private readonly dog = new Watchdog();
  private readonly lost = new Map<Device, Trouble>();
  private readonly rate = new Rate();
  private readonly runners: readonly Runner[];
  private readonly voice: Voice | null;
  private readonly over = new AbortController();
  private readonly halt: () => void;
  private readonly listeners = new Set<() => void>();
  private limits: Limits;
  /** What was missing when it was looked the last time. */
  private missing: readonly Trouble[] = [];
  private lookedAt = 0;
  private asking = false;
  private askedAt = -Infinity;
  /** Resolves when the last byte is in its sink. */
  readonly finished: Promise<void>;

  constructor(
    { channels, voice }: Captured,
    type: string,
    limits: Limits,
    sink: Sink,
    private readonly means: Means = browser,
  ) {
    this.limits = limits;
    this.voice = voice;
    this.watch = new Watch(() => means.now());
    const line = means.line();
    const qualities = { limits, line, files: channels.length };
    this.runners = channels.map((channel) => this.prepared(channel, type, sink, qualities));
    this.finished = Promise.all(this.runners.map((one) => one.closed)).then(() => this.ended());
    const firsts = this.runners.map((one) => this.awaited(one));
    const together = Promise.race([Promise.all(firsts), wait(TOGETHER)]);
    this.runners.forEach((one, i) => void Promise.all([firsts[i], together]).then(() => this.start(one)));
    if (voice) this.hear(voice.microphone);
    this.halt = means.ticks(() => this.look());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is recorded at the moment. */
  get channels(): readonly Channel[] {
    return this.runners.filter(({ over }) => !over).map(({ channel }) => channel);
  }

  get elapsedMs(): number {
    return this.watch.elapsed;
  }

  /** The place in the first file, which leads when it is played. */
  get placeMs(): number {
    return Math.max(0, this.watch.elapsed - (this.runners[0]?.offsetMs ?? 0));
  }

  get leftMs(): number {
    return Math.max(0, this.limits.maxMs - this.watch.elapsed);
  }

  /** Whether there is sound, or was to be. */
  get voiced(): boolean {
    return this.voice !== null;
  }

  level(): number {
    return this.voice?.level() ?? 0;
  }

  /** What is wrong, as far as nobody has settled it. */
  get troubles(): Trouble[] {
    if (this.phase === "stopping" || this.phase === "stopped") return [];
    const found = new Map(this.missing.map((one): [Device, Trouble] => [one.device, one]));
    for (const [device, track] of this.sources()) if (track.muted) found.set(device, { device, fault: "muted" });
    return [...new Map([...found, ...this.lost]).values()];
  }

  /** Whether another device can take the place of this one. */
  canReplace(device: Device): boolean {
    if (device === "microphone") return this.voice !== null;
    return this.runners.some(({ kind, replaceable }) => kind === device && replaceable);
  }

  /** Whether the recording can go on without this device. */
  canDrop(device: Device): boolean {
    return device === "microphone" || this.runners.findIndex(({ kind }) => kind === device) > 0;
  }

  pause(): void {
    if (this.phase !== "recording") return;
    for (const one of this.runners) one.pause();
    this.watch.halt();
    this.missing = [];
    this.become("paused");
  }

  resume(): void {
    if (this.phase !== "paused") return;
    for (const one of this.runners) one.resume();
    this.watch.go();
    this.dog.wake(this.means.now());
    this.become("recording");
    for (const one of this.runners) if (one.ready && !one.started) this.start(one);
  }

  stop(why: EndedBy = "stopped"): void {
    if (this.phase === "stopping" || this.phase === "stopped") return;
    this.ending = why;
    this.watch.halt();
    this.halt();
    this.over.abort();
    this.become("stopping");
    for (const one of this.runners) one.stop(why);
    this.voice?.close();
  }

  /** Another device in the place of one that gave nothing. */
  replace(device: Device, stream: MediaStream): void {
    this.settle(device);
    const one = this.runners.find(({ kind }) => kind === device);
    const track = stream.getVideoTracks()[0];
    if (device === "microphone") {
      this.voice?.use(stream);
      this.hear(this.voice?.microphone ?? null);
    } else if (one && track && this.canReplace(device)) {
      one.swap(track);
      if (this.reduced) this.means.limit(track, this.rate.frames);
      if (one.started) this.dog.expect(device, "bytes", this.means.now());
      void this.awaited(one).then(() => this.start(one));
    } else stream.getTracks().forEach((own) => own.stop());
    this.notify();
  }

  /** Go on without a device; one without which there is nothing to record stays, and is not complained of any more. */
  drop(device: Device): void {
    const why = device === "camera" && this.lost.has(device) ? "camera_ended" : "stopped";
    this.settle(device);
    if (device === "microphone") this.voice?.use(null);
    else if (this.canDrop(device)) this.runners.find(({ kind }) => kind === device)?.stop(why);
    this.notify();
  }

  /** A device that is switched off gives a black picture, so that its file stays as long as the others. */
  turn(device: Device, on: boolean): void {
    const one = this.runners.find(({ kind }) => kind === device);
    if (one?.recorded) one.recorded.enabled = on;
    one?.note();
    this.notify();
  }

  isOff(device: Device): boolean {
    return this.runners.find(({ kind }) => kind === device)?.recorded?.enabled === false;
  }

  /** Whether there are fewer frames than there could be, because the line takes no more. */
  get reduced(): boolean {
    return this.rate.reduced;
  }

  /** Fewer frames where what is there takes long to go; more again once it has gone. `left`: ms until it has. */
  keepUp(left: number): void {
    if (this.phase !== "recording" || !this.rate.follow(left, this.means.now())) return;
    for (const { picture } of this.runners) if (picture) this.means.limit(picture, this.rate.frames);
  }

  /** What the server allows may be less than what was believed. */
  narrow({ maxMs, maxBytes }: Limits): void {
    this.limits = { maxMs: Math.min(maxMs, this.limits.maxMs), maxBytes: Math.min(maxBytes, this.limits.maxBytes) };
  }

  private prepared(channel: Channel, type: string, sink: Sink, given: Given): Runner {
    const { kind } = channel;
    const relay = kind === "camera" ? this.means.relay(channel.stream) : null;
    const stream = relay?.stream ?? channel.stream;
    const options = {
      mimeType: type,
      ...qualityOf(kind, type, given),
      videoKeyFrameIntervalDuration: KEY_FRAMES,
    };
    const heard = {
      bytes: () => {
        this.dog.saw(kind, "bytes", this.means.now());
        this.check();
      },
      failed: () => this.failed(kind, "unwritten", "recorder_failed"),
      over: () => this.dog.forget(kind),
    };
    const recorder = this.means.make(stream, options);
    return new Runner({ kind, stream }, recorder, sink, () => this.watch.elapsed, heard, relay);
  }

  /** Until the first frame is there. "Stop sharing" ends the picture only: its recorder would run on with the sound. */
  private awaited(one: Runner): Promise<void> {
    const { picture, kind } = one;
    if (!picture) return Promise.resolve();
    this.dog.expect(kind, "frame", this.means.now());
    picture.addEventListener("ended", () => picture === one.picture && this.gone(kind, "ended", `${kind}_ended`));
    for (const change of ["mute", "unmute"]) picture.addEventListener(change, () => this.notify());
    // It may have ended while the recording was being prepared.
    if (picture.readyState === "ended") queueMicrotask(() => this.gone(kind, "ended", `${kind}_ended`));
    return this.means.first(picture, this.over.signal);
  }

  private start(one: Runner): void {
    if (one.over || one.started || this.over.signal.aborted) return;
    one.ready = true;
    if (this.phase === "paused") return;
    this.watch.go();
    one.start();
    this.dog.expect(one.kind, "bytes", this.means.now());
    if (this.phase === "starting") this.become("recording");
    void this.correct(one);
  }

  /** The recorder runs, but the picture may have fallen asleep again: its file begins where the next frame comes. */
  private async correct(one: Runner): Promise<void> {
    const begun = this.watch.elapsed;
    if (!one.picture || !(await this.means.frame(one.picture, 30_000, this.over.signal)) || one.over) return;
    if (this.watch.elapsed - begun > LATE) one.begins(this.watch.elapsed);
  }

  private hear(microphone: MediaStreamTrack | null): void {
    this.dog.expect("microphone", "sound", this.means.now());
    const mine = (): boolean => microphone === this.voice?.microphone;
    microphone?.addEventListener("ended", () => mine() && this.gone("microphone", "ended", "microphone_ended"));
    if (microphone?.readyState === "ended") this.gone("microphone", "ended", "microphone_ended");
    for (const change of ["mute", "unmute"]) microphone?.addEventListener(change, () => this.notify());
  }

  /** A device is gone. Another camera can go on with its file. */
  private gone(device: Device, fault: Trouble["fault"], why: EndedBy): void {
    if (this.over.signal.aborted) return;
    if (device !== "camera" || !this.canReplace(device)) {
      this.failed(device, fault, why);
      return;
    }
    this.dog.forget(device);
    this.lost.set(device, { device, fault });
    this.notify();
  }

  /** Nothing more is recorded of a device. The recording ends with it where there is nothing else to record. */
  private failed(device: Device, fault: Trouble["fault"], why: EndedBy): void {
    if (this.over.signal.aborted) return;
    this.dog.forget(device);
    if (device === "screen" || !this.canDrop(device)) {
      this.stop(why);
      return;
    }
    this.lost.set(device, { device, fault });
    this.runners.find(({ kind }) => kind === device)?.stop(why);
    this.notify();
  }

  private settle(device: Device): void {
    this.dog.forget(device);
    this.missing = this.missing.filter((one) => one.device !== device);
    this.lost.delete(device);
  }

  private sources(): [Device, MediaStreamTrack][] {
    const pictures = this.runners.flatMap(({ kind, picture, over }): [Device, MediaStreamTrack][] =>
      picture && !over ? [[kind, picture]] : [],
    );
    const microphone = this.voice?.microphone;
    return microphone ? [...pictures, ["microphone", microphone]] : pictures;
  }

  private look(): void {
    if (this.phase === "paused") return;
    const now = this.means.now();
    if (now - this.lookedAt > SLEPT) this.dog.wake(now);
    this.lookedAt = now;
    if (this.level() > AUDIBLE) this.dog.saw("microphone", "sound", now);
    void this.lookAtPictures();
    for (const one of this.runners) {
      one.note();
      one.fill();
    }
    this.missing = this.dog.look(now);
    this.check();
    this.notify();
  }

  private async lookAtPictures(): Promise<void> {
    if (this.asking || this.means.now() - this.askedAt < (this.reduced ? ASK_SELDOM : ASK)) return;
    [this.asking, this.askedAt] = [true, this.means.now()];
    for (const { kind, picture, over } of this.runners) {
      if (!picture || over) continue;
      const came = await this.means.frame(picture, 500, this.over.signal);
      if (came) this.dog.saw(kind, "frame", this.means.now());
      // A page that cannot count frames goes by what the recorder writes.
      if (came === null) this.dog.forget(kind, "frame");
    }
    this.asking = false;
  }

  /** Counted where the bytes come, too: nobody sees this page while a screen is recorded, and its timers may rest. */
  private check(): void {
    if (this.leftMs === 0) this.stop("limit");
    else if (this.runners.some(({ size }) => size >= this.limits.maxBytes * NEARLY)) this.stop("size_limit");
  }

  private ended(): void {
    // Every recorder has ended by itself.
    this.stop(this.runners[0]?.ending ?? "stopped");
    this.become("stopped");
  }

  private become(phase: Phase): void {
    this.phase = phase;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
