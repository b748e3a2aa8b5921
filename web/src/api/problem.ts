import { phrase } from "../text/phrase";
import type { FieldProblem, Problem as Document } from "./contract";

/** The API refused: what its problem document says, in the reader's language. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly current: unknown;
  /** Names of people of the company who can help. */
  readonly ask: readonly string[];
  readonly retryAfter: number | null;

  constructor(document: Document, retryAfter: number | null = null) {
    super(phrase("problem", document) || document.title);
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code;
    this.fields = (document.errors ?? []).map((field) => ({ ...field, detail: phrase("field", field) }));
    this.current = document.current;
    this.ask = document.ask ?? [];
    this.retryAfter = retryAfter;
  }

  /** What is said about one field, by its JSON pointer (`/timeline/opens_on`). */
  about(pointer: string): string | undefined {
    return this.fields.find((field) => field.pointer === pointer)?.detail;
  }
}

/** The network did not let us through; nothing is known about what the server did. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("unreachable", { cause });
    this.name = "Unreachable";
  }
}

/** The problem of an answer; also of one that is no problem document (a proxy's page). */
export async function problemOf(response: Response): Promise<Problem> {
  const after = Number(response.headers.get("Retry-After"));
  const wait = Number.isFinite(after) && after > 0 ? after : null;
  const said: unknown = await response.json().catch(() => null);
  await import("../text/sentences").catch(() => undefined);
  return new Problem(isDocument(said) ? said : plain(response), wait);
}

function isDocument(said: unknown): said is Document {
  return typeof said === "object" && said !== null && "code" in said && "status" in said;
}

function plain(response: Response): Document {
  const { status, statusText } = response;
  return { type: "about:blank", title: statusText, status, detail: statusText, code: `http_${status}`, params: {} };
}
