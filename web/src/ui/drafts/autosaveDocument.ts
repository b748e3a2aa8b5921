import { type Conflict, type Fields, older, rebased, same, type Version } from "./merge";
import type { Draft, DraftStore } from "./store";

/** Saves some fields upon a version. `leaving`: the page goes away, the request is to outlive it. `all`: the fields of
 * that version with these in them, for what the server takes as a whole only. */
export type Save = (fields: Fields, etag: string, leaving: boolean, all: Fields) => Promise<Version>;

/** A newer version was saved by someone else, or in another window. */
export class Stale extends Error {
  constructor(readonly current: Version) {
    super("stale");
  }
}

/** The server answered that these fields cannot be saved as they are; trying again does not help. */
export class Refused extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message, { cause });
  }
}

/** The server cannot be reached, or has trouble: what was written waits on this device. */
export class Later extends Error {
  constructor(
    readonly offline: boolean,
    readonly seconds: number | null = null,
  ) {
    super("later");
  }
}

export type Status = "saved" | "saving" | "offline" | "trouble" | "refused" | "conflict";

/** A document as it is shown. */
export interface Snapshot {
  fields: Fields;
  etag: string;
  /** Counts what came in from elsewhere: an editor shows `fields` again when this changes, not after its own saves. */
  epoch: number;
  status: Status;
  unsaved: boolean;
  /** Whether something was saved from here since it was opened, or the saved text was chosen: only then "Saved" is true. */
  kept: boolean;
  restored: boolean;
  conflicts: readonly Conflict[];
  problem: Error | null;
}

export interface Timers {
  set(run: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

export interface AutosaveSettings {
  key: string;
  version: Version;
  save: Save;
  drafts: DraftStore;
  timers?: Timers;
  now?: () => number;
  /** Called after each version that was saved from here. */
  saved?: (version: Version) => void;
}

export const QUIET = 1_000;
export const LONGEST = 10_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 60_000;
const plainTimers: Timers = {
  set: (run, milliseconds) => setTimeout(run, milliseconds),
  clear: (timer) => clearTimeout(timer as number),
};

/**
 * Something that is written and saves itself: 1 s after the last key, at most 10 s after the first; every change is on
 * this device before that. It knows nothing of the screen and nothing of HTTP.
 */
export class AutosaveDocument {
  private version: Version;
  private pending: Fields = {};
  private base: Fields = {};
  private sent: Fields = {};
  private conflicts: readonly Conflict[] = [];
  private problem: Error | null = null;
  private status: Status = "saved";
  private restored = false;
  private kept = false;
  private epoch = 0;
  private underWay: Promise<void> | null = null;
  private quiet: unknown;
  private longest: unknown;
  private again: unknown;
  private pause = FIRST_RETRY;
  private waiting = false;
  private forgotten = false;
  private writing: Promise<void> = Promise.resolve();
  private listeners = new Set<() => void>();
  private shown: Snapshot;
  private readonly timers: Timers;
  private readonly now: () => number;

  constructor(private readonly settings: AutosaveSettings) {
    this.version = settings.version;
    this.timers = settings.timers ?? plainTimers;
    this.now = settings.now ?? Date.now;
    this.shown = this.picture();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): Snapshot => this.shown;

  /** Take up what this device kept of an earlier time. */
  async restore(): Promise<void> {
    const draft = await this.settings.drafts.read(this.settings.key).catch(() => undefined);
    if (!draft) return;
    const written = this.pending;
    this.pending = { ...draft.fields, ...written };
    this.base = { ...draft.base, ...this.base };
    this.sent = draft.sent ?? {};
    this.restored = Object.keys(draft.fields).length > 0;
    this.rebase(this.version);
  }

  /** A field was changed by the writer. */
  set(name: string, value: unknown): void {
    if (!(name in this.pending)) this.base = { ...this.base, [name]: this.version.fields[name] };
    this.pending = { ...this.pending, [name]: value };
    this.problem = null;
    if (this.conflicts.length === 0) this.status = this.status === "offline" ? "offline" : "saving";
    this.keep();
    this.schedule();
    this.notify();
  }

  /** The writer chose what a field in conflict says from now on. */
  resolve(name: string, value: unknown): void {
    this.conflicts = this.conflicts.filter((conflict) => conflict.name !== name);
    this.base = { ...this.base, [name]: this.version.fields[name] };
    this.pending = { ...this.pending, [name]: value };
    this.epoch += 1;
    this.kept = true;
    if (same(value, this.version.fields[name])) this.drop([name]);
    this.settle();
    if (this.sendable().length > 0) void this.flush();
  }

  /** A newer version came in from elsewhere: another window, a reload, a restored backup. */
  adopt(version: Version): void {
    if (version.etag === this.version.etag || older(version.etag, this.version.etag)) return;
    this.rebase(version);
  }

  /** Save now what is not saved; while the page goes away, with what is under way, too. */
  async flush(leaving = false): Promise<void> {
    this.stopTimers();
    if (this.forgotten) return;
    if (this.underWay && !leaving) {
      await this.underWay;
      if (this.sendable().length > 0 && this.status === "saving") await this.flush();
      return;
    }
    const names = this.sendable();
    if (names.length === 0) return;
    const fields = Object.fromEntries(names.map((name) => [name, this.pending[name]]));
    const turn = this.send(fields, leaving);
    this.underWay = turn;
    await turn;
    if (this.underWay === turn) this.underWay = null;
  }

  /** No more timers; what is unsaved stays on this device. */
  stop(): void {
    this.stopTimers();
    this.timers.clear(this.again);
  }

  /** From now on nothing of this is saved or put on this device anymore, whatever else happens to the page. */
  async forget(): Promise<void> {
    this.forgotten = true;
    this.stop();
    await this.writing;
  }

  private async send(fields: Fields, leaving: boolean): Promise<void> {
    this.sent = { ...this.sent, ...fields };
    if (this.status !== "conflict") this.status = "saving";
    this.keep();
    this.notify();
    try {
      const all = { ...this.version.fields, ...fields };
      this.arrived(fields, await this.settings.save(fields, this.version.etag, leaving, all));
    } catch (reason) {
      this.failed(reason);
    }
    this.notify();
  }

  private arrived(fields: Fields, version: Version): void {
    this.version = version;
    this.sent = {};
    this.pause = FIRST_RETRY;
    this.problem = null;
    this.restored = false;
    this.kept = true;
    this.drop(Object.keys(fields).filter((name) => same(this.pending[name], fields[name])));
    this.base = Object.fromEntries(Object.keys(this.pending).map((name) => [name, version.fields[name]]));
    this.settle();
    if (this.sendable().length > 0) this.schedule();
    this.settings.saved?.(version);
  }

  private failed(reason: unknown): void {
    if (reason instanceof Stale) {
      this.rebase(reason.current);
    } else if (reason instanceof Later) {
      this.status = reason.offline ? "offline" : "trouble";
      this.tryAgain(reason.seconds);
    } else {
      this.sent = {};
      this.status = "refused";
      this.problem =
        reason instanceof Refused ? reason.cause : reason instanceof Error ? reason : new Error(String(reason));
    }
  }

  private rebase(version: Version): void {
    const { pending, conflicts } = rebased(this.pending, this.base, this.sent, version.fields);
    const open = new Set(conflicts.map((conflict) => conflict.name));
    this.version = version;
    this.epoch += 1;
    this.pending = pending;
    this.conflicts = conflicts;
    this.sent = {};
    this.base = Object.fromEntries(
      Object.keys(pending).map((name) => [name, open.has(name) ? this.base[name] : version.fields[name]]),
    );
    this.settle();
    if (this.sendable().length > 0) this.schedule();
  }

  /** Status, draft and screen after something changed. */
  private settle(): void {
    if (this.conflicts.length > 0) this.status = "conflict";
    else this.status = Object.keys(this.pending).length > 0 ? "saving" : "saved";
    this.keep();
    this.notify();
  }

  private drop(names: string[]): void {
    const gone = new Set(names);
    this.pending = Object.fromEntries(Object.entries(this.pending).filter(([name]) => !gone.has(name)));
  }

  private sendable(): string[] {
    const open = new Set(this.conflicts.map((conflict) => conflict.name));
    return Object.keys(this.pending).filter((name) => !open.has(name));
  }

  private schedule(): void {
    this.timers.clear(this.quiet);
    this.quiet = this.timers.set(() => void this.flush(), QUIET);
    this.longest ??= this.timers.set(() => void this.flush(), LONGEST);
  }

  private stopTimers(): void {
    this.timers.clear(this.quiet);
    this.timers.clear(this.longest);
    this.longest = undefined;
  }

  private tryAgain(seconds: number | null): void {
    this.timers.clear(this.again);
    this.again = this.timers.set(() => void this.flush(), seconds === null ? this.pause : seconds * 1000);
    this.pause = Math.min(this.pause * 2, LAST_RETRY);
  }

  /** Put what is unsaved on this device. One write at most waits for the one under way, and takes the newest then:
   * who types fast does not queue letter by letter, so that a browser that dies has lost as little as can be. */
  private keep(): void {
    if (this.waiting || this.forgotten) return;
    this.waiting = true;
    this.writing = this.writing.then(() => this.put()).catch(() => undefined);
  }

  private put(): Promise<void> {
    this.waiting = false;
    if (this.forgotten) return Promise.resolve();
    const { key, drafts } = this.settings;
    const draft = this.draft();
    return draft ? drafts.write(draft) : drafts.remove(key);
  }

  private draft(): Draft | null {
    if (Object.keys(this.pending).length === 0) return null;
    const { key } = this.settings;
    return { key, etag: this.version.etag, base: this.base, fields: this.pending, sent: this.sent, at: this.now() };
  }

  private picture(): Snapshot {
    const theirs = this.version.fields;
    return {
      fields: { ...theirs, ...this.pending },
      etag: this.version.etag,
      epoch: this.epoch,
      status: this.status,
      unsaved: Object.keys(this.pending).length > 0,
      kept: this.kept,
      restored: this.restored,
      conflicts: this.conflicts,
      problem: this.problem,
    };
  }

  private notify(): void {
    this.shown = this.picture();
    for (const listener of this.listeners) listener();
  }
}
