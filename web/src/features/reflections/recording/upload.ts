import { Problem, Unreachable } from "../../../api/problem";
import type { SignedPartView, SignedPieceView } from "../../../api/contract";
import { goodUntil } from "../lifetime";
import { TELLING } from "./line";
import {
  allStored,
  type Cut,
  gapless,
  nextPart,
  nextParts,
  nextPiece,
  nextPieces,
  type Piece,
  type Stored,
} from "./parts";
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
  /** What was sent is all that may be sent; the rest stays here. Absent: a part of this file would not play. */
  cut?(): void;
}

/** The server, as far as one file is concerned. Throws `Problem` and `Unreachable`. */
export interface Remote {
  /** What was begun already, if it was. */
  begun: Begun | null;
  begin(again: boolean): Promise<Begun>;
  /** S3 takes exactly as many bytes as the address of a part was signed for. */
  sign(parts: readonly Cut[]): Promise<SignedPartView[]>;
  /** The same for pieces of the part that is filling. */
  signPieces(pieces: readonly Piece[]): Promise<SignedPieceView[]>;
  stored(): Promise<Stored>;
  /** Null: of what was cut, and of what cannot be played here, nobody here knows how long it is. */
  complete(durationMs: number | null): Promise<void>;
  /** Whether the server has put it together already. */
  arrived(): Promise<boolean>;
}

/** `waiting`: for the network, or for a server that has trouble; it goes on by itself. */
export type Standing = "done" | "failed" | "finishing" | "sending" | "waiting";

export interface Progress {
  standing: Standing;
  sent: number;
  error: Error | null;
  /** There is more than may be sent: it ends here. */
  cut: boolean;
  /** How long it will take until all that is there has gone, ms; null while nobody knows. */
  left: number | null;
}

interface Means {
  put: Put;
  /** Resolves after so many ms, or earlier when there is reason to hope. */
  pause(milliseconds: number): Promise<void>;
  now(): number;
}

const PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Addresses that live less than this are asked for again. */
const SPARE = 20_000;
/** So many addresses are asked for at once, when so much is there to be sent. */
const AHEAD = 4;
const AHEAD_PIECES = 10;
/** S3 refuses what was just signed: so often it is signed again before that counts as trouble. */
const REFUSALS = 3;
/** So often an upload that the server gave up is begun again. */
const RESTARTS = 2;

/** A part that takes longer than this to fill, or than that to go, is not waited for: it goes in pieces, ms. */
const SLOW = { fills: 20_000, goes: 10_000 };
/** A piece that is not full is sent as it is when something has waited for so long, ms. */
const WAITED = 8_000;
/** Before this nobody knows how fast a recording grows, ms. */
const EARLY = 4_000;
/** While it is recorded, a part is not begun to be sent for longer than this where it would take too long, ms. */
const TRIED = 4_000;

/** The server has no upload under this name (any more). */
class Gone extends Error {}

/** Sends one file in parts, however often the network goes, and has the server put it together. */
export class Upload {
  /** So many bytes are there without a gap, in parts and pieces. */
  private sent = 0;
  /** So many of them as whole parts. */
  private whole = 0;
  private sentAt: number;
  /** Bytes a millisecond, at the last time. */
  private speed: number | null = null;
  private known = false;
  private urls = new Map<number, SignedPartView>();
  private pieceUrls: readonly SignedPieceView[] = [];
  /** Until when they are good. */
  private until = { parts: 0, pieces: 0 };
  private refusals = 0;
  private restarts = 0;
  /** So many bytes may be sent. */
  private most = Infinity;
  private readonly ending = new AbortController();
  progress: Progress = { standing: "sending", sent: 0, error: null, cut: false, left: null };

  constructor(
    private readonly source: Source,
    private readonly remote: Remote,
    private readonly means: Means,
    private readonly told: (progress: Progress) => void,
  ) {
    this.sentAt = means.now();
  }

  /** Until the server has all of it, it is refused for good, or `stop` is called. */
  async run(): Promise<void> {
    for (let turn = 0; !this.ending.signal.aborted;) {
      try {
        if (await this.step()) {
          this.report("done");
          return;
        }
        turn = 0;
      } catch (reason) {
        if (this.ending.signal.aborted) return;
        if (!passing(reason)) {
          this.report("failed", asError(reason));
          return;
        }
        this.report("waiting", asError(reason));
        await this.means.pause(wait(reason, turn));
        turn += 1;
        this.known = false;
      }
    }
  }

  /** How much of it is to be sent, as far as that is there. */
  private get size(): number {
    return Math.min(this.source.size, this.most);
  }

  private get complete(): boolean {
    return this.source.complete || this.cut;
  }

  private get cut(): boolean {
    return this.source.size > this.most;
  }

  /** Send nothing anymore; what S3 has stays there. */
  stop(): void {
    this.ending.abort();
  }

  /** One thing after the other; true once all is done. */
  private async step(): Promise<boolean> {
    try {
      return await this.advance();
    } catch (reason) {
      if (this.isTooMuch(reason)) {
        this.most = this.sent;
        this.known = false;
        return false;
      }
      if (!(reason instanceof Gone)) throw reason;
      // Put together already, and the answer got lost; or given up by the server, and begun again.
      if (await this.remote.arrived()) return true;
      this.restart(reason);
      return false;
    }
  }

  /** The server takes no more than it has: a limit that was lowered, or counted in another way. */
  private isTooMuch(reason: unknown): boolean {
    if (!(reason instanceof Problem) || reason.status !== 422 || !this.source.cut || this.sent === 0) return false;
    return reason.fields.some(({ pointer }) => BEYOND.test(pointer));
  }

  private async advance(): Promise<boolean> {
    // A recorder that never gives a byte leaves nothing on the server that others would wait for.
    if (this.source.size === 0 && !this.source.complete) {
      await this.source.grown();
      return false;
    }
    if (this.source.size === 0 && !this.remote.begun) throw new Error("Nothing was recorded");
    const begun = this.remote.begun ?? (await this.remote.begin(this.restarts > 0));
    if (this.source.cut) this.most = Math.min(this.most, begun.maxBytes);
    if (!this.known) await this.learn(begun);
    const { source, size, complete } = this;
    const part = nextPart(this.whole, begun.partSize, size, complete);
    const piece = this.piece(begun);
    if (piece) await this.sendPiece(piece, begun);
    else if (part && part.to > this.sent) await this.send(part, begun.partSize);
    else if (complete) return this.finish(begun);
    else {
      this.report("sending");
      await source.grown();
    }
    return false;
  }

  /** What S3 has without a gap counts; nothing else does. */
  private async learn({ partSize }: Begun): Promise<void> {
    const stored = await this.stored();
    if (this.source.complete) this.source.claimed(allStored(stored));
    const size = this.complete ? this.size : null;
    this.sent = Math.min(gapless(stored, partSize, size), this.size);
    this.whole = Math.min(gapless({ ...stored, pieces: [] }, partSize, size), this.sent);
    this.sentAt = this.means.now();
    this.known = true;
    this.source.safe(this.sent);
    this.report("sending");
  }

  /** What goes next as a piece; null where a whole part is soon there, and soon gone. */
  private piece({ partSize, pieceSize }: Begun): Piece | null {
    // The part before is there in pieces: it is put together when one of the next part is asked for.
    const pending = this.sent - this.whole >= partSize;
    if (!pieceSize || !(pending || this.isSlow(partSize))) return null;
    const waited = this.complete || this.means.now() - this.sentAt > WAITED;
    return nextPiece(this.sent, { partSize, pieceSize }, this.size, waited);
  }

  private isSlow(partSize: number): boolean {
    const { size, complete, durationMs } = this.source;
    if (this.speed !== null && partSize / this.speed > SLOW.goes) return true;
    // Nobody knows the line before something has gone: the first bytes tell, long before a part is full.
    if (this.sent === 0 && !complete) return true;
    return !complete && durationMs > EARLY && partSize / (size / durationMs) > SLOW.fills;
  }

  private async sendPiece(piece: Piece, begun: Begun): Promise<void> {
    const before = (piece.part_number - 1) * begun.partSize;
    const url = await this.pieceAddress(piece, begun);
    // Not there without a gap: what is there is looked up.
    if (!url) return void (this.known = false);
    this.whole = Math.max(this.whole, before);
    await this.put(url, before + piece.at, before + piece.at + piece.size);
  }

  /** The signed address of a piece; with that of a full one come those of the next, which will be as long. */
  private async pieceAddress(piece: Piece, { partSize, pieceSize = 0, maxBytes }: Begun): Promise<string | null> {
    const known = this.pieceUrls.find((one) => isSamePiece(one, piece));
    if (known && this.until.pieces - this.means.now() > SPARE) return known.url;
    // None is asked for that would lie beyond what may be sent at all.
    const room = Math.floor((maxBytes - (piece.part_number - 1) * partSize - piece.at) / piece.size);
    const most = Math.max(1, Math.min(AHEAD_PIECES, room));
    const ahead = piece.size === pieceSize ? nextPieces(piece, partSize, most) : [piece];
    this.pieceUrls = await this.signed(ahead);
    this.until.pieces = goodUntil(this.pieceUrls, this.means.now());
    return this.pieceUrls.find((one) => isSamePiece(one, piece))?.url ?? null;
  }

  private signed(pieces: readonly Piece[]): Promise<readonly SignedPieceView[]> {
    return this.reached(this.remote.signPieces(pieces)).catch((reason: unknown) => {
      if (reason instanceof Gone && (reason.cause as Problem).code === "pieces_missing") return [];
      throw reason;
    });
  }

  private async send(part: Cut, partSize: number): Promise<void> {
    await this.put(await this.address(part, partSize), part.from, part.to, part);
  }

  private async put(url: string, from: number, to: number, part: Cut | null = null): Promise<void> {
    const body = await this.source.read(from, to);
    if (body.size !== to - from) throw new Error("A part of the recording is not on this device any more");
    this.report("sending");
    const status = await this.going(url, body, from, part !== null);
    // It would take too long: what is recorded meanwhile goes first, in pieces.
    if (status === null) return;
    if (status === 200) {
      this.accepted(to, part);
      return;
    }
    this.urls.clear();
    this.pieceUrls = [];
    if (status === 404) throw (await this.stored(), new Unreachable("S3 has no such upload"));
    this.refusals += 1;
    // Expired or revoked: a fresh address will do.
    if (status !== 403 || this.refusals > REFUSALS) throw new Unreachable(`S3 answered ${status}`);
  }

  /** Bytes on their way, and how fast they go; null where a whole part was given up for that. */
  private async going(url: string, body: Blob, from: number, whole: boolean): Promise<number | null> {
    const [before, begun] = [this.sent, this.means.now()];
    const slow = new AbortController();
    const seen = (bytes: number): void => {
      const time = this.means.now() - begun;
      const speed = bytes / Math.max(1, time);
      if (time > TRIED) this.speed = speed;
      if (time > TRIED && whole && !this.complete && body.size / speed > SLOW.goes) slow.abort();
      this.report("sending", null, Math.max(0, from + Math.min(bytes, body.size) - before));
    };
    try {
      const status = await this.means.put(url, body, seen, AbortSignal.any([this.ending.signal, slow.signal]));
      if (body.size > TELLING) this.speed = body.size / Math.max(1, this.means.now() - begun);
      return status;
    } catch (reason) {
      if (slow.signal.aborted) return null;
      throw reason;
    }
  }

  private accepted(to: number, part: Cut | null): void {
    if (part) {
      this.urls.delete(part.number);
      this.whole = part.to;
    }
    this.refusals = 0;
    this.sent = to;
    this.sentAt = this.means.now();
    this.source.safe(to);
    this.report("sending");
  }

  /** The signed address of a part; those of the next few are asked for with it, as far as it is known where they end. */
  private async address(part: Cut, partSize: number): Promise<string> {
    const known = this.urls.get(part.number);
    const fits = known?.size === part.to - part.from;
    if (fits && this.until.parts - this.means.now() > SPARE) return known.url;
    const { size, complete } = this;
    const signed = await this.reached(this.remote.sign(nextParts(part, partSize, size, complete, AHEAD)));
    this.urls = new Map(signed.map((one) => [one.part_number, one]));
    this.until.parts = goodUntil(signed, this.means.now());
    const found = this.urls.get(part.number);
    if (!found) throw new Unreachable("no address for this part");
    return found.url;
  }

  /** Only what S3 itself counts to the byte is put together. */
  private async finish({ partSize }: Begun): Promise<boolean> {
    this.report("finishing");
    const { size } = this;
    if (size === 0) throw new Error("Nothing was recorded");
    const stored = await this.stored();
    if (allStored(stored) !== size || gapless(stored, partSize, size) !== size) {
      this.known = false;
      return false;
    }
    if (this.cut) this.source.cut?.();
    await this.reached(this.remote.complete((!this.cut && this.source.durationMs) || null));
    return true;
  }

  private stored(): Promise<Stored> {
    return this.reached(this.remote.stored());
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
    [this.sent, this.whole] = [0, 0];
    this.known = false;
    this.pieceUrls = [];
    this.urls.clear();
  }

  /** A part that fills, and one on its way, are no sign of a line that is too slow. */
  private left(going: number): number | null {
    const partSize = this.remote.begun?.partSize ?? 0;
    if (this.speed === null) return null;
    const usual = this.isSlow(partSize) ? 0 : partSize + (this.size % partSize);
    return Math.max(0, this.size - this.sent - going - usual) / this.speed;
  }

  private report(standing: Standing, error: Error | null = null, going = 0): void {
    this.progress = { standing, sent: this.sent + going, error, cut: this.cut, left: this.left(going) };
    if (standing === "failed") this.ending.abort();
    this.told(this.progress);
  }
}

/** The fields that name which bytes are to be sent, and how many. */
const BEYOND = /^\/(part_numbers|sizes|items\/\d+\/size)/;

const isSamePiece = (one: Piece, other: Piece): boolean =>
  one.part_number === other.part_number && one.at === other.at && one.size === other.size;

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
