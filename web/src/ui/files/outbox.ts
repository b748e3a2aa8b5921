import type { AttachmentBody, AttachmentDetail } from "../../api/contract";
import { Problem, Unreachable } from "../../api/problem";
import { typeOf, type Unfit, unfit } from "./kinds";
import { type Form, post as postByForm, type Post } from "./post";

/** Beside what files are put, and how. */
export interface Shelf {
  /** Unique: `reviews/{review id}/self`. */
  name: string;
  /** Announces a file; the same key, the same file. */
  begin: (told: AttachmentBody, key: string) => Promise<AttachmentDetail>;
  look: (id: string) => Promise<AttachmentDetail>;
  remove: (id: string) => Promise<unknown>;
  /** A file has arrived and was looked at; answers when the screen knows. */
  changed: (file: AttachmentDetail) => Promise<unknown>;
}

export type Phase = "queued" | "sending" | "checking" | "failed";

/** Why a file did not get through: what is wrong with it, the storage's or the API's answer, the network. */
export type Failure = Unfit | "unsent" | Error;

/** A file on its way. */
export interface Sending {
  key: string;
  shelf: string;
  name: string;
  size: number;
  phase: Phase;
  /** How much has gone, from 0 to 1. */
  share: number;
  /** Once the API knows of it. */
  id?: string;
  failure?: Failure;
  /** Whether trying again can help. */
  again?: boolean;
}

interface Job {
  shelf: Shelf;
  file: File;
  over: AbortController;
}

export interface OutboxSettings {
  post?: Post;
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Pauses before a file is sent again after the connection broke. */
const AGAIN = [1_000, 3_000, 9_000];
/** Pauses between two looks whether a file was examined; then the last one over and over. */
const LOOKS = [500, 1_000, 1_000, 2_000, 2_000, 5_000];
/** The form has run out; a new one is to be had while the file is still expected. */
const EXPIRED = 403;

/** The files that are on their way from this window, whatever screen is shown in the meantime. */
export class Outbox {
  private all: readonly Sending[] = [];
  private readonly jobs = new Map<string, Job>();
  private readonly listeners = new Set<() => void>();
  private turn: Promise<void> = Promise.resolve();
  private readonly post: Post;
  private readonly wait: NonNullable<OutboxSettings["wait"]>;

  constructor({ post = postByForm, wait = pause }: OutboxSettings = {}) {
    this.post = post;
    this.wait = wait;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly Sending[] => this.all;

  /** Whether closing the window would lose a file. */
  get busy(): boolean {
    return this.all.some(({ phase }) => phase === "queued" || phase === "sending");
  }

  /** Send these, one after the other; what need not be sent says why at once. */
  add(shelf: Shelf, files: Iterable<File>): void {
    for (const file of files) {
      const wrong = unfit(file);
      const key = crypto.randomUUID();
      const { name, size } = file;
      const sending = { key, shelf: shelf.name, name, size, share: 0 };
      if (wrong) {
        this.set([...this.all, { ...sending, phase: "failed", failure: wrong }]);
      } else {
        this.jobs.set(key, { shelf, file, over: new AbortController() });
        this.set([...this.all, { ...sending, phase: "queued" }]);
        this.queue(key);
      }
    }
  }

  /** Try again with one that failed. */
  again(key: string): void {
    if (!this.jobs.has(key)) return;
    this.change(key, { phase: "queued", share: 0 });
    this.queue(key);
  }

  /** Stop one and forget it, here and where it was announced. */
  async drop(key: string): Promise<void> {
    const { id } = this.find(key) ?? {};
    const job = this.jobs.get(key);
    this.forget(key);
    job?.over.abort();
    if (id && job) await job.shelf.remove(id).catch(() => undefined);
  }

  /** At sign-out: nothing more is sent in this person's name. */
  clear(): void {
    for (const { over } of this.jobs.values()) over.abort();
    this.jobs.clear();
    this.set([]);
  }

  private queue(key: string): void {
    this.turn = this.turn.then(() => this.run(key));
  }

  /** One file, until S3 has it; that it is examined then is waited for beside the next one. */
  private async run(key: string): Promise<void> {
    const job = this.jobs.get(key);
    if (!job) return;
    try {
      const id = await this.send(key, job);
      this.change(key, { phase: "checking", share: 1 });
      void this.check(key, id, job).catch((reason: unknown) => this.fail(key, reason));
    } catch (reason) {
      this.fail(key, reason);
    }
  }

  private async send(key: string, job: Job): Promise<string> {
    const { shelf, file, over } = job;
    const first = await this.announced(key, job);
    if (over.signal.aborted) {
      // It was taken back while it was being announced.
      await shelf.remove(first.attachment_id).catch(missing);
      throw new Unsent();
    }
    this.change(key, { id: first.attachment_id, phase: "sending" });
    let form = formOf(first);
    for (let turn = 0; form; turn += 1) {
      const status = await this.post(form, file, (share) => this.change(key, { share }), over.signal).catch(
        (reason: unknown) => {
          if (over.signal.aborted || turn >= AGAIN.length) throw reason;
          return null;
        },
      );
      if (status !== null && status < 300) return first.attachment_id;
      if (status !== null && (status !== EXPIRED || turn > 0)) throw new Unsent();
      if (status === null) await this.wait(AGAIN[turn] ?? 0, over.signal);
      // The answer may have been what was lost, not the file.
      const now = await shelf.look(first.attachment_id);
      if (now.state !== "uploading") return first.attachment_id;
      form = formOf(now);
    }
    throw new Unsent();
  }

  /** What the API knows of the file: from an earlier try, as long as it still waits for it; else from now on. */
  private async announced(key: string, { shelf, file }: Job): Promise<AttachmentDetail> {
    const { id } = this.find(key) ?? {};
    if (id) {
      const known = await shelf.look(id).catch(missing);
      if (known && formOf(known)) return known;
      await shelf.remove(id).catch(missing);
    }
    const told = { name: file.name, content_type: typeOf(file.name) ?? "", size: file.size };
    return shelf.begin(told, id ? crypto.randomUUID() : key);
  }

  private async check(key: string, id: string, { shelf, over }: Job): Promise<void> {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      await this.wait(LOOKS[Math.min(turn, LOOKS.length - 1)] ?? 0, over.signal);
      const now = await shelf.look(id).catch((reason: unknown) => {
        if (reason instanceof Unreachable) return null;
        throw reason;
      });
      if (!now || now.state === "uploading") continue;
      await shelf.changed(now);
      this.forget(key);
      return;
    }
  }

  private fail(key: string, reason: unknown): void {
    const job = this.jobs.get(key);
    if (!job || job.over.signal.aborted) return;
    if (reason instanceof Unsent) {
      this.change(key, { phase: "failed", failure: "unsent", again: true });
      return;
    }
    const failure = reason instanceof Error ? reason : new Error(String(reason));
    const passing = !(reason instanceof Problem) || reason.status >= 500 || reason.status === 429;
    this.change(key, { phase: "failed", failure, again: passing });
  }

  private find(key: string): Sending | undefined {
    return this.all.find((one) => one.key === key);
  }

  private forget(key: string): void {
    this.jobs.delete(key);
    this.set(this.all.filter((one) => one.key !== key));
  }

  private change(key: string, changes: Partial<Sending>): void {
    this.set(this.all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  }

  private set(all: readonly Sending[]): void {
    this.all = all;
    for (const listener of this.listeners) listener();
  }
}

/** The storage did not take the file. */
class Unsent extends Error {}

function formOf({ url, fields }: AttachmentDetail): Form | null {
  return url && fields ? { url, fields } : null;
}

function missing(reason: unknown): null {
  if (reason instanceof Problem && reason.status === 404) return null;
  throw reason;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

export const outbox = new Outbox();
