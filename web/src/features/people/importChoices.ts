import type { How } from "../../api/call";
import type { ColumnView, ImportView, Routes } from "../../api/contract";

/** What is said with a file, beside the file itself. */
export interface Choices {
  /** Who is not in the file has left. */
  leave: boolean;
  /** Someone new may have the address of someone who left. */
  reuse: boolean;
  /** What 03/04/2024 is. */
  dates: "dmy" | "mdy" | null;
  /** What columns hold, by heading: "" passes one over, null goes back to what was recognised. */
  columns: Readonly<Record<string, string | null>>;
  /** The text is Windows-1252, which a file cannot say itself. */
  western: boolean;
}

export const NOTHING_CHOSEN: Choices = {
  leave: false,
  reuse: false,
  dates: null,
  columns: {},
  western: false,
};

/** The query of an import. `leaving`: how many leave by it, said where the import asks. */
export function queryOf(
  { leave, reuse, dates, columns }: Choices,
  dry_run: boolean,
  leaving?: number,
): Routes["POST /people/import"]["query"] {
  return {
    dry_run,
    ...(leave && { deactivate_missing: true }),
    ...(reuse && { reuse_addresses: true }),
    ...(dates && { dates }),
    ...(Object.keys(columns).length > 0 && { columns: JSON.stringify(columns) }),
    ...(leaving !== undefined && { confirm_leaving: leaving }),
  };
}

/** The charset that is said beside a file; "" where the file says it itself. */
export const charsetSaid = ({ western }: Choices): string => (western ? "windows-1252" : "");

export function mediaOf(choices: Choices): How {
  const charset = charsetSaid(choices);
  return { media: charset ? `text/csv; charset=${charset}` : "text/csv" };
}

type Problems = ImportView["problems"];

/** What a file asks of the person who imports it, before it can go in. */
export interface Questions {
  reuse: boolean;
  dates: boolean;
  zone: boolean;
  columns: boolean;
}

const OF_COLUMNS = ["no_identity_column", "column_twice", "manager_column_unknown"];

export function questionsOf(problems: Problems, chosen: Choices): Questions {
  const has = (...codes: string[]): boolean => problems.some((problem) => codes.includes(problem.code));
  return {
    reuse: chosen.reuse || has("address_of_leaver"),
    dates: chosen.dates !== null || has("ambiguous_dates"),
    zone: has("no_time_zone"),
    columns: Object.keys(chosen.columns).length > 0 || has(...OF_COLUMNS),
  };
}

/** What a column can be chosen to hold. */
export const FIELDS = [
  "email",
  "external_id",
  "name",
  "first_name",
  "last_name",
  "manager_email",
  "manager_id",
  "manager_name",
  "manager",
  "title",
  "department",
  "location",
  "time_zone",
  "employment_type",
  "start_date",
  "roles",
  "status",
  "left_on",
] as const;

export const RECOGNISED = "recognised";

/** What is chosen for a column now: a field, "" to pass it over, or `RECOGNISED`. An earlier import's choice counts. */
export function choiceOf({ heading, field, reason }: ColumnView, columns: Choices["columns"]): string {
  const chosen = columns[heading];
  if (chosen !== undefined) return chosen ?? RECOGNISED;
  if (reason === "ignored") return "";
  return reason === "chosen" && field ? field : RECOGNISED;
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
