import type { How } from "../api/call";
import type { ImportView, Routes } from "../api/contract";

/** What is said with a file, beside the file itself. */
export interface Choices {
  /** Who is not in the file has left. */
  leave: boolean;
  /** Somebody new may have the address of somebody who left. */
  reuse: boolean;
  /** The text is Windows-1252, which a file cannot say itself. */
  western: boolean;
}

export const NOTHING_CHOSEN: Choices = { leave: false, reuse: false, western: false };

/** The query of an import. `leaving`: how many leave by it, said where the import asks. */
export function queryOf(
  { leave, reuse }: Choices,
  dry_run: boolean,
  leaving?: number,
): Routes["POST /people/import"]["query"] {
  return {
    dry_run,
    ...(leave && { deactivate_missing: true }),
    ...(reuse && { reuse_addresses: true }),
    ...(leaving !== undefined && { confirm_leaving: leaving }),
  };
}

export const mediaOf = ({ western }: Choices): How => ({
  media: western ? "text/csv; charset=windows-1252" : "text/csv",
});

type Problems = ImportView["problems"];

/** What a file asks of whoever imports it, before it can go in. */
export interface Questions {
  reuse: boolean;
}

export function questionsOf(problems: Problems, chosen: Choices): Questions {
  const has = (code: string): boolean => problems.some((problem) => problem.code === code);
  return { reuse: chosen.reuse || has("address_of_leaver") };
}

/** How much of a file would be carried out. */
export const changesOf = ({ created, updated, left, held }: ImportView): number =>
  created + updated + left + held.length;

/** The kind of text in a file, which is sent as it is: what is no Unicode has to be said beside it. */
export function charsetOf(bytes: Uint8Array): "unicode" | "other" {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "unicode";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "unicode";
  } catch {
    return "other";
  }
}
