import type { EndedBy, Span } from "../kinds";
import { Full, type Spool, type SpooledFile } from "./spool";
import type { Source } from "./upload";

/** What a `Source` has in common: someone waits for it to grow. */
abstract class Growing {
  private waiting: (() => void)[] = [];

  grown(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  protected grew(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }
}

interface Held {
  from: number;
  bytes: ArrayBuffer;
}

/** A recording that is kept in the spool. Where the device is full it goes on in memory, and `full` says so. */
export class SpoolSource extends Growing implements Source {
  full = false;
  private stored = 0;
  private held: Held[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly spool: Spool,
    readonly file: SpooledFile,
    public first = 0,
  ) {
    super();
  }

  get size(): number {
    return this.file.bytes;
  }

  get complete(): boolean {
    return this.file.state === "recorded";
  }

  get durationMs(): number {
    return this.file.durationMs;
  }

  /** One more piece, in the order in which they come. */
  append(bytes: ArrayBuffer, durationMs: number): Promise<void> {
    return this.next(async () => {
      const { file } = this;
      const from = file.bytes;
      Object.assign(file, { bytes: from + bytes.byteLength, durationMs, beatAt: Date.now() });
      if (!(await this.kept(bytes))) this.held.push({ from, bytes });
      this.grew();
    });
  }

  /** Its first frame was recorded at this moment of the take; `type`: what the recorder really writes. */
  began(offsetMs: number, type: string): void {
    Object.assign(this.file, { offsetMs, contentType: type || this.file.contentType });
    void this.spool.keepFile(this.file).catch(() => undefined);
  }

  /** When its picture was switched off or gone. */
  off(spans: readonly Span[]): void {
    this.file.off = spans;
    void this.spool.keepFile(this.file).catch(() => undefined);
  }

  /** Nothing more comes. */
  end(durationMs: number, endedBy: EndedBy): Promise<void> {
    return this.next(async () => {
      Object.assign(this.file, { state: "recorded", durationMs, endedBy, beatAt: Date.now() });
      await this.spool.keepFile(this.file).catch(() => undefined);
      this.grew();
    });
  }

  async read(from: number, to: number): Promise<Blob> {
    const pieces = await this.spool.read(this.file.id, from, to).catch(() => []);
    const here = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
    const rest = this.held.flatMap((one) => within(one, from + here, to));
    return new Blob([...pieces, ...rest]);
  }

  safe(before: number): void {
    this.stored = before;
    this.held = this.held.filter(({ from, bytes }) => from + bytes.byteLength > before);
  }

  claimed(bytes: number): void {
    this.file.bytes = Math.max(this.file.bytes, bytes);
  }

  cut(): void {
    this.file.endedBy = "size_limit";
  }

  /** Whether the device took it, if need be in the place of what S3 has already. */
  private async kept(bytes: ArrayBuffer): Promise<boolean> {
    // Once something is in memory the rest has to follow it: the spool has no gaps.
    if (this.held.length > 0) return false;
    try {
      await this.spool.append(this.file, bytes).catch(async (reason: unknown) => {
        if (!(reason instanceof Full) || this.stored === 0) throw reason;
        await this.spool.release(this.file.id, this.stored);
        this.first = this.stored;
        await this.spool.append(this.file, bytes);
      });
      return true;
    } catch {
      this.full = true;
      return false;
    }
  }

  private next(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}

function within({ from: at, bytes }: Held, from: number, to: number): ArrayBuffer[] {
  const [start, end] = [Math.max(0, from - at), Math.min(bytes.byteLength, to - at)];
  return end > start ? [bytes.slice(start, end)] : [];
}

/** A file of the person's own. It is read where it lies. */
export class OwnSource extends Growing implements Source {
  readonly complete = true;
  readonly first = 0;
  readonly full = false;

  constructor(
    readonly file: SpooledFile,
    private readonly own: File,
  ) {
    super();
  }

  get size(): number {
    return this.own.size;
  }

  get durationMs(): number {
    return this.file.durationMs;
  }

  async read(from: number, to: number): Promise<Blob> {
    const part = this.own.slice(from, to);
    // A file that was moved or changed in the meantime cannot be read; that is to be said before anything is sent.
    return new Blob([await part.arrayBuffer()]);
  }

  safe(): void {
    // It stays where it is, however much of it has arrived.
  }

  claimed(): void {
    // Its length is known.
  }
}
