import { device } from "../../../ui/drafts/device";
import type { Span, TrackKind } from "../kinds";
import { hold, isAlive } from "./alive";
import { marked } from "../chapters";
import type { Captured } from "./preparation";
import { bareType, extension, fileType, type Limits, playedAs } from "./media";
import { posterOfStream } from "./poster";
import { Recording } from "./recording";
import { TakeUpload, type TakeState } from "./takeUpload";
import { OwnSource, SpoolSource } from "./source";
import { openSpool, type Spool, type SpooledFile, type Take } from "./spool";

/** What a recording is about. */
export interface About {
  person: string;
  reflectionId: string | null;
  title: string;
  period: string;
  objectiveIds: string[];
  replaces: string[];
  /** It answers in the conversation under a reflection. */
  reply?: boolean;
}

/** Something that was left on this device, to be gone on with. */
export interface Left {
  take: Take;
  files: SpooledFile[];
  durationMs: number;
  /** The name of the person's own file, which has to be chosen again. */
  ownName: string | null;
}

/** One file of a take as it is on this device. */
export interface Kept {
  kind: TrackKind;
  blob: Blob;
  name: string;
  offsetMs: number;
  off: readonly Span[];
}

interface Work {
  sending: TakeUpload;
  recording: Recording | null;
  let_go: () => void;
  /** Being thrown away: no one is shown it anymore. */
  going?: boolean;
}

const POSTER_AFTER = 2_000;
const HEART = 2_000;
export const MARGIN = 1_000;

/** Everything that is being recorded or sent in this window. It outlives the screens that show it. */
export class RecordingManager {
  readonly spool: Spool;
  private readonly work = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();
  private shown: readonly TakeState[] = [];

  constructor(spool: Spool = openSpool()) {
    this.spool = spool;
    device.leaving.add(() => this.end());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly TakeState[] => this.shown;

  /** The recording that runs in this window. */
  get live(): { id: string; recording: Recording } | null {
    for (const [id, { recording }] of this.work)
      if (recording && recording.phase !== "stopped") return { id, recording };
    return null;
  }

  recording(id: string): Recording | null {
    return this.work.get(id)?.recording ?? null;
  }

  /** Record, spool and send, all at once. Answers the take's id. */
  async record(about: About, captured: Captured, type: string, limits: Limits): Promise<string> {
    const take = newTake(about);
    const files = captured.channels.map(({ kind }) => newFile(take, kind, type));
    const sources = new Map<TrackKind, SpoolSource>(
      files.map((file) => [file.kind, new SpoolSource(this.spool, file)]),
    );
    const lock = await hold(take.id);
    await this.keep(take, files);
    const recording = new Recording(captured, type, limits, {
      began: (kind, offsetMs, really) => sources.get(kind)?.began(offsetMs, really),
      off: (kind, spans) => sources.get(kind)?.off(spans),
      bytes: (kind, bytes, durationMs) => sources.get(kind)?.append(bytes, durationMs) ?? Promise.resolve(),
      ended: (kind, durationMs, why) => sources.get(kind)?.end(durationMs, why) ?? Promise.resolve(),
    });
    const heart = setInterval(() => void this.beat(files), HEART);
    void recording.finished.then(() => clearInterval(heart));
    if (captured.channels[0] && !take.reply) void this.picture(take, captured.channels[0].stream);
    recording.subscribe(this.changed);
    this.send(take, [...sources.values()], recording, lock?.let_go);
    return take.id;
  }

  /** Send a file of the person's own. */
  async upload(about: About, own: File, durationMs: number, poster: Blob | null): Promise<string> {
    const take = newTake(about);
    if (poster) take.poster = { type: poster.type, bytes: await poster.arrayBuffer() };
    const file = newFile(take, "screen", fileType(own));
    Object.assign(file, { state: "recorded", bytes: own.size, durationMs });
    file.own = { name: own.name, size: own.size, modified: own.lastModified };
    const lock = await hold(take.id);
    await this.keep(take, [file]);
    this.send(take, [new OwnSource(file, own)], null, lock?.let_go);
    return take.id;
  }

  /** What this person left on this device and no window is working on. */
  async left(person: string): Promise<Left[]> {
    const found: Left[] = [];
    for (const take of await this.spool.takes(person)) {
      if (this.work.has(take.id)) continue;
      const files = await this.spool.files(take.id);
      if (await isAlive(take.id, files)) continue;
      if (files.every(({ bytes }) => bytes === 0)) await this.spool.remove(take.id);
      else found.push({ take, files, durationMs: longest(files), ownName: files[0]?.own?.name ?? null });
    }
    return found.sort((a, b) => b.take.startedAt - a.take.startedAt);
  }

  /** Go on with what was left; `own`: the file that was chosen again. False where another window has it by now. */
  async resume({ take, files }: Left, own: File | null = null): Promise<boolean> {
    const lock = await hold(take.id);
    if (!lock) return false;
    // What was being recorded when its browser died is complete as it is; also a file that never got a byte.
    const sources = await Promise.all(files.map(async (file) => (own ? new OwnSource(file, own) : this.found(file))));
    this.send(take, sources, null, lock.let_go);
    return true;
  }

  /** Remove what was left, here and on the server; of what was cut, the copy that is here. */
  async discardLeft({ take, files }: Left): Promise<void> {
    if (take.cut) return this.spool.remove(take.id);
    const sources = files.map((file) => new SpoolSource(this.spool, file));
    await new TakeUpload(take, sources, this.spool, () => undefined).discard(true);
  }

  /** Stop and remove a take of this window; `whole`: with the reflection, where it was made for this take. */
  async discard(id: string, whole: boolean): Promise<void> {
    const work = this.work.get(id);
    if (!work) return;
    work.going = true;
    work.recording?.stop();
    this.changed();
    try {
      await work.recording?.finished;
      await work.sending.discard(whole);
    } catch (reason) {
      // It is still there, here and on the server, and goes on as if nothing had been asked.
      this.retry(id);
      throw reason;
    }
    this.forget(id);
  }

  /** What could be uploaded is; the copy of this device goes. */
  async removeCopy(id: string): Promise<void> {
    await this.spool.remove(id);
    this.forget(id);
  }

  /** A take that is done, or that its owner has read about, is shown no more. */
  forget(id: string): void {
    this.work.get(id)?.let_go();
    this.work.delete(id);
    this.changed();
  }

  /** Try again what failed. */
  retry(id: string): void {
    const work = this.work.get(id);
    if (!work) return;
    const { take, sources } = work.sending;
    this.send(take, sources, work.recording, work.let_go);
  }

  /** Its reflection was deleted elsewhere: what is on this device becomes another one. */
  restart(id: string): void {
    const work = this.work.get(id);
    if (!work) return;
    const { take, sources } = work.sending;
    work.sending.stop();
    const made = (take.made ?? 0) + 1;
    Object.assign(take, { reflectionId: null, created: true, replaces: [], chaptersSaved: false, made, reply: false });
    for (const { file } of sources) Object.assign(file, { upload: null, begun: file.begun + 1 });
    void this.keep(
      take,
      sources.map(({ file }) => file),
    );
    this.retry(id);
  }

  /** Set a mark at this moment of the recording. */
  mark(id: string, at: number, title: string): void {
    const work = this.work.get(id);
    if (!work) return;
    const { take } = work.sending;
    take.chapters = marked(take.chapters, at, title);
    void this.spool.keepTake(take).catch(() => undefined);
  }

  chapters(id: string): Take["chapters"] {
    return this.work.get(id)?.sending.take.chapters ?? [];
  }

  /** What was recorded, to be looked at or kept as a file. */
  async files(id: string): Promise<Kept[]> {
    const sending = this.work.get(id)?.sending;
    return sending ? kept(sending.take, sending.sources) : [];
  }

  /** The same of what was left; nothing is asked of the server. */
  filesLeft({ take, files }: Left): Promise<Kept[]> {
    return kept(
      take,
      files.map((file) => new SpoolSource(this.spool, file)),
    );
  }

  /** At sign-out: nothing is recorded or sent anymore, and this window keeps nothing of it. */
  private async end(): Promise<void> {
    for (const [id, { sending, recording }] of this.work) {
      sending.stop();
      recording?.stop();
      await recording?.finished;
      this.forget(id);
    }
  }

  /** Whether something of this person is on this device only. */
  async hasUnsent(person: string): Promise<boolean> {
    return (await this.spool.takes(person)).length > 0;
  }

  private send(
    take: Take,
    sources: readonly (OwnSource | SpoolSource)[],
    recording: Recording | null,
    let_go: () => void = () => undefined,
  ): void {
    const sending = new TakeUpload(take, sources, this.spool, this.changed);
    this.work.set(take.id, { sending, recording, let_go });
    this.changed();
    void sending.run();
  }

  private async found(file: SpooledFile): Promise<SpoolSource> {
    const extent = await this.spool.extent(file.id);
    const endedBy = file.endedBy ?? "closed";
    Object.assign(file, { state: "recorded", bytes: extent?.to ?? 0, endedBy });
    await this.spool.keepFile(file).catch(() => undefined);
    return new SpoolSource(this.spool, file, extent?.from ?? 0);
  }

  private async keep(take: Take, files: readonly SpooledFile[]): Promise<void> {
    await this.spool.keepTake(take).catch(() => undefined);
    for (const file of files) await this.spool.keepFile(file).catch(() => undefined);
  }

  private async beat(files: readonly SpooledFile[]): Promise<void> {
    for (const file of files) {
      file.beatAt = Date.now();
      await this.spool.keepFile(file).catch(() => undefined);
    }
  }

  private async picture(take: Take, stream: MediaStream): Promise<void> {
    const made = await posterOfStream(stream, POSTER_AFTER);
    if (!made || !this.work.has(take.id)) return;
    take.poster = { type: made.type, bytes: await made.arrayBuffer() };
    await this.spool.keepTake(take).catch(() => undefined);
  }

  private readonly changed = (): void => {
    const shown = [...this.work.values()].filter(({ going }) => !going);
    this.shown = shown.map(({ sending, recording }) => {
      const { state } = sending;
      const begun = sending.sources.find(({ file }) => file.upload)?.file.upload;
      // Recorders stop a little before the limit, which the server measures to the frame.
      if (begun) recording?.narrow({ maxMs: begun.maxDurationMs - MARGIN, maxBytes: begun.maxBytes });
      if (state.cut) recording?.stop("size_limit");
      if (sending.behind !== null) recording?.keepUp(sending.behind);
      const running = recording && recording.phase !== "stopped";
      return running ? { ...state, standing: "recording", durationMs: recording.elapsedMs } : state;
    });
    for (const listener of this.listeners) listener();
  };
}

function newTake({ person, reflectionId, title, period, objectiveIds, replaces, reply = false }: About): Take {
  const id = crypto.randomUUID();
  const about = { id, person, reflectionId, title, period, objectiveIds, replaces, reply };
  return { ...about, chapters: [], chaptersSaved: false, poster: null, startedAt: Date.now(), created: !reflectionId };
}

function newFile(take: Take, kind: TrackKind, contentType: string): SpooledFile {
  const begun = { upload: null, begun: 0, own: null };
  const grown = { state: "recording" as const, bytes: 0, durationMs: 0, beatAt: Date.now() };
  return { id: crypto.randomUUID(), take: take.id, kind, contentType, ...grown, ...begun };
}

/** What is here of a take; a file of which nothing is here is none. */
async function kept(take: Take, sources: readonly (OwnSource | SpoolSource)[]): Promise<Kept[]> {
  const found = sources.map(async (source) => {
    const { kind, contentType, offsetMs = 0, off = [], own } = source.file;
    const type = playedAs(bareType(contentType));
    const blob = new Blob([await source.read(0, source.size)], { type });
    return { kind, blob, offsetMs, off, name: own?.name ?? `${take.title} (${kind}).${extension(type)}` };
  });
  return (await Promise.all(found)).filter(({ blob }) => blob.size > 0);
}

const longest = (files: readonly SpooledFile[]): number => Math.max(0, ...files.map(({ durationMs }) => durationMs));

export const recordingManager = new RecordingManager();
