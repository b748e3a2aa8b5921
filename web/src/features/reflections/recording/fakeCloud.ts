import { Problem } from "../../../api/problem";
import type { SignedPartView, SignedPieceView } from "../../../api/contract";
import type { Cut, Piece, Stored } from "./parts";
import type { Put } from "./put";
import type { Begun } from "./spool";
import type { Remote, Source } from "./upload";

export const PART = 5;
export const refusal = (status: number, code = "x", retryAfter: number | null = null): Problem =>
  new Problem({ type: "", title: code, status, detail: code, code, params: {} }, retryAfter);

/** A file in memory that can grow. */
export class Film implements Source {
  first = 0;
  durationMs = 1_000;
  size: number;
  private waiting: (() => void)[] = [];

  constructor(
    public text: string,
    public complete = true,
    /** Only from here on it is still on this device, and up to there. */
    private readonly here: { from: number; to: number } = { from: 0, to: Infinity },
  ) {
    this.first = here.from;
    this.size = text.length;
  }

  async read(from: number, to: number): Promise<Blob> {
    return new Blob([this.text.slice(Math.max(from, this.here.from), Math.min(to, this.here.to))]);
  }

  grown = (): Promise<void> => new Promise((resolve) => this.waiting.push(resolve));
  safe = (): void => undefined;

  claimed(bytes: number): void {
    this.size = Math.max(this.size, bytes);
  }

  grow(text: string, complete = false): void {
    this.text += text;
    this.size = this.text.length;
    this.complete = complete;
    for (const resume of this.waiting.splice(0)) resume();
  }
}

/** Server and S3 in one, with troubles to order. */
export class Cloud implements Remote {
  begun: Begun | null = null;
  uploads = 0;
  kept = new Map<number, string>();
  whole: string | null = null;
  completions = 0;
  /** So many bytes it takes. */
  most = 1_000;
  /** How long it was said to be at the end. */
  told: number | null | undefined;
  signed: number[][] = [];
  puts: number[] = [];
  /** Thrown, or answered, by the next calls. */
  troubles: { put: (Error | number)[]; begin: Error[]; parts: Error[]; complete: Error[]; sign: Error[] } = {
    put: [],
    begin: [],
    parts: [],
    complete: [],
    sign: [],
  };
  life = 900_000;
  time = 0;

  async begin(): Promise<Begun> {
    this.fail("begin");
    this.uploads += 1;
    this.kept.clear();
    const sizes = { partSize: PART, ...(this.pieceSize && { pieceSize: this.pieceSize }), maxBytes: this.most };
    this.begun = { trackId: `t${this.uploads}`, ...sizes, maxDurationMs: 1_000 };
    return this.begun;
  }

  async sign(parts: readonly Cut[]): Promise<SignedPartView[]> {
    this.fail("sign");
    this.signed.push(parts.map(({ number }) => number));
    const expires_at = new Date(this.time + this.life).toISOString();
    return parts.map(({ number, from, to }) => {
      const size = to - from;
      return { part_number: number, size, url: `s3/${this.uploads}/${size}/${number}`, expires_at };
    });
  }

  pieceSize = 0;
  /** Pieces by part and place; a full part of them becomes one when the next one is asked for. */
  pieces = new Map<string, string>();

  async signPieces(wanted: readonly Piece[]): Promise<SignedPieceView[]> {
    const expires_at = new Date(this.time + this.life).toISOString();
    for (const { part_number } of wanted) {
      const before = part_number - 1;
      if (before > 0 && !this.kept.has(before)) {
        const text = this.joined(before);
        if (text.length !== PART) throw refusal(409, "pieces_missing");
        this.kept.set(before, text);
      }
    }
    return wanted.map((one) => ({ ...one, url: `piece/${one.part_number}/${one.at}/${one.size}`, expires_at }));
  }

  private joined(part: number): string {
    const own = [...this.pieces].filter(([name]) => name.startsWith(`${part}/`));
    return own
      .toSorted(([a], [b]) => Number(a.split("/")[1]) - Number(b.split("/")[1]))
      .map(([, text]) => text)
      .join("");
  }

  async stored(): Promise<Stored> {
    this.fail("parts");
    if (this.whole !== null) throw refusal(409);
    const pieces = [...this.pieces].map(([name, text]) => {
      const [part_number, at] = name.split("/").map(Number) as [number, number];
      return { part_number, at, size: text.length };
    });
    return { parts: [...this.kept].map(([part_number, text]) => ({ part_number, size: text.length })), pieces };
  }

  async complete(durationMs: number | null): Promise<void> {
    this.completions += 1;
    this.told = durationMs;
    for (const part of [1, 2, 3, 4]) {
      const text = this.joined(part);
      if (!this.kept.has(part) && text) this.kept.set(part, text);
    }
    this.whole = [...this.kept]
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text)
      .join("");
    this.fail("complete");
  }

  async arrived(): Promise<boolean> {
    return this.whole !== null;
  }

  readonly put: Put = async (url, body, sent) => {
    const [kind, part, at] = url.split("/");
    if (kind === "piece") {
      this.pieces.set(`${part}/${at}`, await body.text());
      return 200;
    }
    const [size, number] = url.split("/").slice(-2).map(Number) as [number, number];
    this.puts.push(number);
    const trouble = this.troubles.put.shift();
    if (trouble instanceof Error) throw trouble;
    if (trouble) return trouble;
    if (body.size !== size) return 403;
    sent(body.size);
    this.kept.set(number, await body.text());
    return 200;
  };

  private fail(name: "begin" | "complete" | "parts" | "sign"): void {
    const trouble = this.troubles[name].shift();
    if (trouble) throw trouble;
  }
}

/** Let everything happen that can happen now. */
export async function idle(): Promise<void> {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 5));
}
