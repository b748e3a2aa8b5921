import { Problem, Unreachable } from "../../api/problem";
import type { SignedPartView, SentPartView } from "../../api/contract";
import { allStored, type Cut, gapless, nextPart, nextParts } from "./parts";
import type { Put } from "./put";
import type { Begun } from "./spool";

/** A file that is sent while it may still grow. */
export interface Source {
  readonly size: number;
  readonly complete: boolean;
  /** From which byte on it is here. */
  readonly first: number;
  readonly durationMs: number;
  read(from: number, to: number): Promise<Blob>;
  /** S3 has so many bytes without a gap, which may be more than this device has left. */
  claimed(bytes: number): void;
  /** Resolves as soon as it has grown, or is complete. */
  grown(): Promise<void>;
  /** S3 has everything before this byte. */
  safe(before: number): void;
}

/** The server, as far as one file is concerned. Throws `Problem` and `Unreachable`. */
export interface Remote {
  /** What was begun already, if it was. */
  begun: Begun | null;
  begin(again: boolean): Promise<Begun>;
  /** S3 takes exactly as many bytes as the address of a part was signed for. */
  sign(parts: readonly Cut[]): Promise<SignedPartView[]>;
  parts(): Promise<SentPartView[]>;
  complete(durationMs: number): Promise<void>;
  /** Whether the server has put it together already. */
  arrived(): Promise<boolean>;
}

/** `waiting`: for the network, or for a server that has trouble; it goes on by itself. */
export type Standing = "done" | "failed" | "finishing" | "sending" | "waiting";

export interface Progress {
  standing: Standing;
  sent: number;
  error: Error | null;
}

interface Means {
  put: Put;
  /** Resolves after so many ms, or earlier when there is reason to hope. */
  pause(milliseconds: number): Promise<void>;
  now(): number;
}

const PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Addresses that live less than this are asked for anew. */
const SPARE = 20_000;
/** So many addresses are asked for at once, when so much is there to be sent. */
const AHEAD = 4;
/** S3 refuses what was just signed: so often it is signed again before that counts as trouble. */
const REFUSALS = 3;
/** So often an upload that the server gave up is begun anew. */
const RESTARTS = 2;

/** The server has no upload under this name (any more). */
class Gone extends Error {}

/** Sends one file in parts, however often the network goes, and has the server put it together. */
export class Upload {
  private sent = 0;
  private known = false;
  private urls = new Map<number, SignedPartView>();
  private refusals = 0;
  private restarts = 0;
  private readonly ending = new AbortController();
  progress: Progress = { standing: "sending", sent: 0, error: null };

  constructor(
    private readonly source: Source,
    private readonly remote: Remote,
    private readonly means: Means,
    private readonly told: (progress: Progress) => void,
  ) {}

  /** Until the server has all of it, it is refused for good, or `stop` is called. */
  async run(): Promise<void> {
    for (let turn = 0; !this.ending.signal.aborted;) {
      try {
        if (await this.step()) return this.tell("done");
        turn = 0;
      } catch (reason) {
        if (this.ending.signal.aborted) return;
        if (!passing(reason)) return this.tell("failed", asError(reason));
        this.tell("waiting", asError(reason));
        await this.means.pause(wait(reason, turn));
        turn += 1;
        this.known = false;
      }
    }
  }

  /** Send nothing any more; what S3 has stays there. */
  stop(): void {
    this.ending.abort();
  }

  /** One thing after the other; true once all is done. */
  private async step(): Promise<boolean> {
    try {
      return await this.advance();
    } catch (reason) {
      if (!(reason instanceof Gone)) throw reason;
      // Put together already, and the answer got lost; or given up by the server, and begun anew.
      if (await this.remote.arrived()) return true;
      this.restart(reason);
      return false;
    }
  }

  private async advance(): Promise<boolean> {
    // A recorder that never gives a byte leaves nothing on the server that others would wait for.
    if (this.source.size === 0 && !this.source.complete) return (await this.source.grown(), false);
    if (this.source.size === 0 && !this.remote.begun) throw new Error("Nothing was recorded");
    const begun = this.remote.begun ?? (await this.remote.begin(this.restarts > 0));
    if (!this.known) await this.learn(begun);
    const { source } = this;
    const complete = source.complete;
    const part = nextPart(this.sent, begun.partSize, source.size, complete);
    if (part) await this.send(part, begun.partSize);
    else if (complete) return this.finish(begun);
    else {
      this.tell("sending");
      await source.grown();
    }
    return false;
  }

  /** What S3 has without a gap counts; nothing else does. */
  private async learn({ partSize }: Begun): Promise<void> {
    const stored = await this.stored();
    if (this.source.complete) this.source.claimed(allStored(stored));
    const size = this.source.complete ? this.source.size : null;
    this.sent = Math.min(gapless(stored, partSize, size), this.source.size);
    this.known = true;
    this.source.safe(this.sent);
    this.tell("sending");
  }

  private async send(part: Cut, partSize: number): Promise<void> {
    const url = await this.address(part, partSize);
    const body = await this.source.read(part.from, part.to);
    if (body.size !== part.to - part.from) throw new Error("A part of the recording is not on this device any more");
    this.tell("sending");
    const going = (bytes: number): void => this.tell("sending", null, Math.min(bytes, body.size));
    const status = await this.means.put(url, body, going, this.ending.signal);
    if (status === 200) return this.accepted(part);
    this.urls.clear();
    if (status === 404) throw (await this.stored(), new Unreachable("S3 has no such upload"));
    this.refusals += 1;
    // Expired or revoked: a fresh address will do.
    if (status !== 403 || this.refusals > REFUSALS) throw new Unreachable(`S3 answered ${status}`);
  }

  private accepted(part: Cut): void {
    this.urls.delete(part.number);
    this.refusals = 0;
    this.sent = part.to;
    this.source.safe(part.to);
    this.tell("sending");
  }

  /** The signed address of a part; those of the next few are asked for with it, as far as it is known where they end. */
  private async address(part: Cut, partSize: number): Promise<string> {
    const known = this.urls.get(part.number);
    const fits = known && known.size === part.to - part.from;
    if (fits && Date.parse(known.expires_at) - this.means.now() > SPARE) return known.url;
    const { size, complete } = this.source;
    const signed = await this.reached(this.remote.sign(nextParts(part, partSize, size, complete, AHEAD)));
    this.urls = new Map(signed.map((one) => [one.part_number, one]));
    const found = this.urls.get(part.number);
    if (!found) throw new Unreachable("no address for this part");
    return found.url;
  }

  /** Only what S3 itself counts to the byte is put together. */
  private async finish({ partSize }: Begun): Promise<boolean> {
    this.tell("finishing");
    const { size, durationMs } = this.source;
    if (size === 0) throw new Error("Nothing was recorded");
    const stored = await this.stored();
    if (allStored(stored) !== size || gapless(stored, partSize, size) !== size) {
      this.known = false;
      return false;
    }
    await this.reached(this.remote.complete(durationMs));
    return true;
  }

  private stored(): Promise<SentPartView[]> {
    return this.reached(this.remote.parts());
  }

  private async reached<T>(asked: Promise<T>): Promise<T> {
    return asked.catch((reason: unknown) => {
      throw reason instanceof Problem && GONE.has(reason.status) ? new Gone(reason.message, { cause: reason }) : reason;
    });
  }

  /** From the beginning, into a new upload. */
  private restart(reason: Gone): void {
    if (this.restarts === RESTARTS || this.source.first > 0) throw reason.cause;
    this.restarts += 1;
    this.remote.begun = null;
    this.sent = 0;
    this.known = false;
    this.urls.clear();
  }

  private tell(standing: Standing, error: Error | null = null, going = 0): void {
    this.progress = { standing, sent: this.sent + going, error };
    if (standing === "failed") this.ending.abort();
    this.told(this.progress);
  }
}

/** How the API says that nothing can be added any more. */
const GONE = new Set([409, 410]);

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** Who is to wait longer than this is told why, instead of being kept waiting: the day's share is used up. */
const LONG = 120;

/** Worth another try: no network, a server in trouble, too many at once, a login that ran out. */
function passing(reason: unknown): boolean {
  if (reason instanceof Unreachable) return true;
  if (reason instanceof Problem && (reason.retryAfter ?? 0) > LONG) return false;
  return reason instanceof Problem && (reason.status >= 500 || [401, 408, 425, 429].includes(reason.status));
}

function wait(reason: unknown, turn: number): number {
  const asked = reason instanceof Problem && reason.retryAfter ? reason.retryAfter * 1_000 : 0;
  return Math.max(asked, PAUSES[Math.min(turn, PAUSES.length - 1)] ?? 0);
}
