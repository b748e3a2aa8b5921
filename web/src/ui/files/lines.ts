import type { AttachmentView } from "../../api/contract";
import { phrase } from "../../text/phrase";
import "../../text/media";
import type { Failure, Phase, Sending } from "./outbox";

/** A file as a list shows it. `elsewhere`: announced, and not sent from this window. */
export interface Line {
  key: string;
  name: string;
  size: number;
  state: Phase | "elsewhere" | "ready" | "refused";
  share: number;
  /** What the API calls it. */
  id?: string;
  /** What the outbox calls it, where this window is sending it. */
  sending?: string;
  /** The API's reason for refusing it. */
  why?: string;
  failure?: Failure;
  again?: boolean;
}

/** What is beside something, and what is on its way there from this window: each file once, in the order of coming. */
export function linesOf(files: readonly AttachmentView[], sendings: readonly Sending[]): Line[] {
  const known = new Set(files.map(({ attachment_id }) => attachment_id));
  const sent = new Map(sendings.map((one) => [one.id, one]));
  return [
    ...files.map((file) => lineOf(file, sent.get(file.attachment_id))),
    ...sendings.filter(({ id }) => !id || !known.has(id)).map(fromHere),
  ];
}

function lineOf(file: AttachmentView, sending: Sending | undefined): Line {
  const { attachment_id: id, name, size, state, problem } = file;
  // What the API says of a file that it has looked at counts more than what this window still believes.
  if (state === "uploading" && sending) return fromHere(sending);
  const shown = state === "ready" || state === "refused" ? state : "elsewhere";
  return { key: id, id, name, size, state: shown, share: 1, ...(problem && { why: phrase("file", problem) }) };
}

function fromHere({ key, name, size, phase, share, id, failure, again }: Sending): Line {
  const more = { ...(id && { id }), ...(failure && { failure }), ...(again && { again }) };
  return { key: id ?? key, name, size, state: phase, share, sending: key, ...more };
}
