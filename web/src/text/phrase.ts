import { clock } from "./clock";
import { dateWords } from "./dates";
import { language, spoken } from "./speaking";

/** What the API answers instead of words: a code, and the data of its sentence. `detail` is its own English. */
export interface Coded {
  code: string;
  params?: Readonly<Record<string, unknown>>;
  detail?: string;
}

export type Section = "problem" | "field" | "file" | "recording" | "notice" | "plan" | "ended";

/** Where a code is looked up that its own section does not have: a file is also refused for what its place says. */
const ALSO = ["file", "problem"];
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const sentences: Record<string, string> = {};
const words: Record<string, string> = {};

/** Speak from this part of the catalogue, too; until it is there the API's own English is shown. */
export function learn(
  catalogue: Readonly<Record<string, string>>,
  vocabulary: Readonly<Record<string, string>> = {},
): void {
  Object.assign(sentences, catalogue);
  Object.assign(words, vocabulary);
}

/** A code of the API in the reader's language. */
export function phrase(section: Section, { code, params = {}, detail = "" }: Coded): string {
  const keys = [section, ...ALSO].map((one) => `${one}.${code}`);
  const special = params["case"];
  const chosen = typeof special === "string" ? [`${keys[0] ?? ""}.${special}`, ...keys] : keys;
  const found = chosen.find((key) => key in sentences);
  if (!found) return detail || plain(code);
  const form = sentences[numbered(found, params["n"])] ?? "";
  return spoken(form, (name, how) => filled(params[name], how));
}

function numbered(key: string, n: unknown): string {
  const one = typeof n === "number" && new Intl.PluralRules(language).select(n) === "one";
  return one && `${key}.one` in sentences ? `${key}.one` : key;
}

function filled(value: unknown, how: string | undefined): string {
  if (typeof value === "number") return how === "time" ? clock(value) : value.toLocaleString(language);
  if (typeof value === "string") return DATE.test(value) ? dateWords(value) : value;
  if (!Array.isArray(value)) return value === null || value === undefined ? "" : JSON.stringify(value);
  const named = value.map((one) => words[String(one)] ?? plain(String(one)));
  if (how === "or") return new Intl.ListFormat(language, { type: "disjunction" }).format(named);
  return named.join(", ");
}

const plain = (word: string): string => word.replaceAll("_", " ");
