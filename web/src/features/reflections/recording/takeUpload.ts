import { Problem } from "../../../api/problem";
import type { RecordingProblemView } from "../../../api/contract";
import type { EndedBy, TrackKind } from "../kinds";
import { measuring } from "./line";
import { Pace } from "./pace";
import { put } from "./put";
import { Server } from "./remote";
import type { OwnSource, SpoolSource } from "./source";
import type { Spool, SpooledFile, Take } from "./spool";
import { type Progress, type Standing, Upload } from "./upload";

/**
 * `recording` and `checking` stand before and after what an upload knows of itself; `cut`: all that may be uploaded has
 * arrived, and there is more of it on this device.
 */
export type TakeStanding = "checking" | "cut" | "recording" | "refused" | Standing;

/** What a screen shows of a take that is on its way. */
export interface TakeState {
  id: string;
  reflectionId: string | null;
  title: string;
  startedAt: number;
  durationMs: number;
  kinds: TrackKind[];
  standing: TakeStanding;
  sent: number;
  size: number;
  /** Milliseconds until all has gone; null while that cannot be told. */
  leftMs: number | null;
  error: Error | null;
  problem: RecordingProblemView | null;
  /** The device is full: what comes now is kept in this window only. */
  full: boolean;
  /** It answers in the conversation under its reflection. */
  reply: boolean;
  /** Why the recording ended, where it has. */
  endedBy: EndedBy | null;
  /** The reflection has been deleted elsewhere: it can be kept as a file, or as another reflection. */
  orphaned: boolean;
  /** There is more of it than may be uploaded. */
  cut: boolean;
  /** So long is what was uploaded of a recording that was cut, once that is known. */
  uploadedMs: number | null;
}

type AnySource = OwnSource | SpoolSource;

const ORDER: TakeStanding[] = ["failed", "refused", "waiting", "sending", "finishing", "checking", "done"];
const LOOK = [500, 1_000, 1_500, 2_000, 3_000, 5_000];

/** Sends all files of one take, and stays with them until the server says that they can be played. */
export class TakeUpload {
  private readonly server: Server;
  private readonly uploads: Upload[];
  private readonly progress = new Map<string, Progress>();
  private checked = new Set<string>();
  private uploadedMs = 0;
  private readonly pace = new Pace();
  private problem: RecordingProblemView | null = null;
  private error: Error | null = null;
  private stopped = false;
  done = false;

  constructor(
    readonly take: Take,
    readonly sources: readonly AnySource[],
    private readonly spool: Spool,
    private readonly changed: () => void,
  ) {
    this.server = new Server(take, spool, changed);
    this.uploads = sources.map((source) => {
      const means = { put: measuring(put), pause, now: () => Date.now() };
      return new Upload(source, this.server.remote(source.file), means, (progress) => this.heard(source, progress));
    });
  }

  /** Until everything is done, refused, or `stop` is called. */
  async run(): Promise<void> {
    await Promise.all(this.uploads.map((upload) => upload.run()));
    if (this.stopped || this.standing === "failed") return;
    this.changed();
    try {
      await this.finish();
    } catch (reason) {
      this.error = reason instanceof Error ? reason : new Error(String(reason));
    }
    this.changed();
  }

  stop(): void {
    this.stopped = true;
    for (const upload of this.uploads) upload.stop();
  }

  /** No file of it stays, here and there; `whole`: nor the reflection that was made for it. */
  async discard(whole: boolean): Promise<void> {
    this.stop();
    await this.server.discard(this.files, whole);
    await this.spool.remove(this.take.id);
  }

  get state(): TakeState {
    const { take, sources, pace } = this;
    const [sent, size] = [this.sum("sent"), sources.reduce((sum, source) => sum + source.size, 0)];
    return {
      id: take.id,
      reflectionId: take.reflectionId,
      title: take.title,
      startedAt: take.startedAt,
      durationMs: Math.max(0, ...sources.map((source) => source.durationMs)),
      kinds: sources.map(({ file }) => file.kind),
      standing: this.standing,
      sent,
      size,
      leftMs: pace.left(size - sent),
      error: this.error ?? [...this.progress.values()].find(({ error }) => error)?.error ?? null,
      problem: this.problem,
      full: sources.some(({ full }) => full),
      reply: take.reply ?? false,
      endedBy: sources[0]?.file.endedBy ?? null,
      orphaned: [...this.progress.values()].some(({ error }) => isGone(error)) || isGone(this.error),
      cut: this.cut,
      uploadedMs: this.uploadedMs || null,
    };
  }

  /** Its files, without those that ended before their recorder gave anything. All of them, where none did. */
  private get full(): readonly AnySource[] {
    const full = this.sources.filter(({ size, complete }) => size > 0 || !complete);
    return full.length > 0 ? full : this.sources;
  }

  private get standing(): TakeStanding {
    if (this.done && !this.cut) return "done";
    if (this.problem) return "refused";
    if (this.error) return "failed";
    const all = this.full.map((source) => this.standingOf(source));
    const found = ORDER.find((one) => all.includes(one)) ?? "sending";
    return found === "done" && this.cut ? "cut" : found;
  }

  private standingOf({ file }: AnySource): TakeStanding {
    const standing = this.progress.get(file.id)?.standing ?? "sending";
    if (standing !== "done") return standing;
    return this.checked.has(file.id) ? "done" : "checking";
  }

  /** How long it will take until all that is there has gone, ms; null while nobody knows, or nothing goes. */
  get behind(): number | null {
    const all = [...this.progress.values()];
    if (all.some(({ standing }) => standing === "waiting" || standing === "failed")) return null;
    const known = all.flatMap(({ left }) => (left === null ? [] : [left]));
    return known.length > 0 ? Math.max(...known) : null;
  }

  private get cut(): boolean {
    return [...this.progress.values()].some(({ cut }) => cut);
  }

  private get files(): SpooledFile[] {
    return this.sources.map(({ file }) => file);
  }

  private sum(name: "sent"): number {
    return [...this.progress.values()].reduce((sum, progress) => sum + progress[name], 0);
  }

  private heard({ file }: AnySource, progress: Progress): void {
    this.progress.set(file.id, progress);
    this.pace.mark(this.sum("sent"));
    this.changed();
  }

  /** What is said about the recording is saved; then it is waited for until all of it can be played. */
  private async finish(): Promise<void> {
    const duration = Math.max(0, ...this.sources.map((source) => source.durationMs));
    // A picture and marks are worth a few tries; a recording does not fail for the want of them.
    await patiently(
      () => this.server.saveChapters(duration),
      () => this.stopped,
    ).catch(lesser);
    await this.server.savePoster().catch(lesser);
    await this.server.dropEmpty(this.files).catch(lesser);
    for (const { file } of this.full) await this.checkedOf(file);
    if (this.stopped) return;
    if (this.problem) {
      // A file of one's own lies where it lay: there is nothing here to go on with. What was recorded stays, to be saved.
      if (this.sources.every(({ file }) => file.own)) await this.spool.remove(this.take.id);
      return;
    }
    await this.server.dropReplaced().catch(lesser);
    if (this.cut)
      await this.spool.keepTake(Object.assign(this.take, { cut: true, uploadedMs: this.uploadedMs })).catch(lesser);
    else await this.spool.remove(this.take.id);
    this.done = true;
  }

  private async checkedOf(file: SpooledFile): Promise<void> {
    for (let turn = 0; !this.stopped; turn += 1) {
      const track = await patiently(
        () => this.server.track(file),
        () => this.stopped,
      );
      if (track.state === "refused") this.problem = track.problem ?? { code: "refused", detail: "", params: {} };
      if (track.state === "playable") {
        this.checked.add(file.id);
        this.uploadedMs = Math.max(this.uploadedMs, track.duration_ms ?? 0);
      }
      if (track.state !== "checking") {
        this.changed();
        return;
      }
      await pause(LOOK[Math.min(turn, LOOK.length - 1)] ?? 0);
    }
  }
}

const isGone = (error: Error | null): boolean => error instanceof Problem && error.status === 404;

const lesser = (): void => undefined;

/** Again and again over a lost network and a server in trouble; refusals are thrown. */
async function patiently<T>(ask: () => Promise<T>, stopped: () => boolean): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await ask();
    } catch (reason) {
      const final = reason instanceof Problem && reason.status < 500 && ![401, 429].includes(reason.status);
      if (final || stopped()) throw reason;
      await pause(Math.min(1_000 * 2 ** turn, 15_000));
    }
  }
}

/** Wait so long, or until the network is back. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    window.addEventListener("online", over);
  });
}
