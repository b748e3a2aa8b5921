import { call } from "../../api/call";
import type { ImportView } from "../../api/contract";
import { Problem } from "../../api/problem";
import { type Post, post } from "../../ui/files/post";
import { charsetSaid, type Choices, mediaOf, queryOf } from "./importChoices";

/** What one request carries; a larger file is uploaded, and read by a worker. */
const ONE_REQUEST = 5_000_000;
const NEVER = new AbortController().signal;
const TOO_LARGE = ["file_too_large", "too_many_rows"];

/** How far a large file is: on its way, or read. */
export type Way = { sent: number } | "reading";

interface How {
  tell: (way: Way) => void;
  signal: AbortSignal;
}

/** Looks at files and begins to import them. A large file is uploaded once, however often it is looked at. */
export class ImportUpload {
  private readonly uploads = new WeakMap<Blob, Promise<string>>();
  private tell: How["tell"] = () => undefined;
  private readonly large = new WeakSet<Blob>();

  constructor(
    private readonly send: Post = post,
    private readonly pause = 1_000,
  ) {}

  /** What a file would do. */
  async look(file: Blob, choices: Choices, how: How): Promise<ImportView> {
    return this.either(
      file,
      async () => {
        const sent = { query: queryOf(choices, true), body: file };
        return (await call("POST /people/import", sent, { ...mediaOf(choices), signal: how.signal })).body;
      },
      async () => this.read(await this.begin(file, choices, true, how), how),
    );
  }

  /** Begin for good; answers the import's id. `leaving`: how many leave by it, where that was asked. */
  async import(file: Blob, choices: Choices, how: How, leaving?: number): Promise<string> {
    return this.either(
      file,
      async () => {
        const sent = { query: queryOf(choices, false, leaving), body: file };
        return (await call("POST /people/import", sent, mediaOf(choices))).body.id ?? "";
      },
      async () => (await this.begin(file, choices, false, how, leaving)).id ?? "",
    );
  }

  private async either<T>(file: Blob, small: () => Promise<T>, large: () => Promise<T>): Promise<T> {
    if (file.size > ONE_REQUEST) this.large.add(file);
    if (this.large.has(file)) return large();
    try {
      return await small();
    } catch (reason) {
      if (!(reason instanceof Problem && TOO_LARGE.includes(reason.code))) throw reason;
      this.large.add(file);
      return large();
    }
  }

  private async begin(file: Blob, choices: Choices, dry: boolean, how: How, leaving?: number): Promise<ImportView> {
    this.tell = how.tell;
    const path = { upload_id: await this.uploaded(file) };
    how.tell("reading");
    const query = { ...queryOf(choices, dry, leaving), charset: charsetSaid(choices) };
    return (await call("POST /people/uploads/{upload_id}/import", { path, query })).body;
  }

  private uploaded(file: Blob): Promise<string> {
    const known = this.uploads.get(file);
    if (known) return known;
    const sending = this.upload(file);
    this.uploads.set(file, sending);
    sending.catch(() => this.uploads.delete(file));
    return sending;
  }

  /** It goes on where another look at the same file begins, which hears of it then. */
  private async upload(file: Blob): Promise<string> {
    this.tell({ sent: 0 });
    const { id, upload } = (await call("POST /people/uploads", { body: { size: file.size } })).body;
    if (!upload) throw new Error("an upload without a form");
    const status = await this.send(upload, file, (sent) => this.tell({ sent }), NEVER);
    if (status < 200 || status >= 300) throw new Error(`the upload was refused: ${status}`);
    return id;
  }

  /** Wait until a worker has read the file. */
  private async read(run: ImportView, { signal }: How): Promise<ImportView> {
    for (let seen = run; ;) {
      signal.throwIfAborted();
      if (seen.state !== "reading" || !seen.id) return seen;
      await new Promise((resume) => setTimeout(resume, this.pause));
      seen = (await call("GET /people/imports/{import_id}", { path: { import_id: seen.id } }, { signal })).body;
    }
  }
}
