export type Fields = Readonly<Record<string, unknown>>;

/** A version of what is written, as the server has it. */
export interface Version {
  etag: string;
  fields: Fields;
}

/** A field that was changed here and there, differently. */
export interface Conflict {
  name: string;
  mine: unknown;
  theirs: unknown;
}

/** What is still to be saved after a newer version came in, and what someone has to choose. */
export interface Rebased {
  pending: Fields;
  conflicts: Conflict[];
}

/**
 * Put unsaved fields upon a newer version. A field that no one else touched stays to be saved; one that says the same
 * there already is done; one changed on both sides is a conflict, in which both texts are kept.
 */
export function rebased(pending: Fields, base: Fields, sent: Fields, current: Fields): Rebased {
  const left: Record<string, unknown> = {};
  const conflicts: Conflict[] = [];
  for (const [name, mine] of Object.entries(pending)) {
    const theirs = current[name];
    if (same(mine, theirs)) continue;
    left[name] = mine;
    const untouched = same(theirs, base[name]) || (name in sent && same(theirs, sent[name]));
    if (!untouched) conflicts.push({ name, mine, theirs });
  }
  return { pending: left, conflicts };
}

/** Whether two values say the same. Nothing, an empty text and an empty list are one; markup is read as the server cleans it. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "string") return tidied(value);
  if (Array.isArray(value)) return value.length ? `[${value.map(canonical).sort().join()}]` : "";
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([name, inner]) => `${name}:${canonical(inner)}`);
    return entries.length ? `{${entries.sort().join()}}` : "";
  }
  return JSON.stringify(value);
}

function tidied(html: string): string {
  return html
    .replace(/\s(?:rel|target|class)="[^"]*"/g, "")
    .replace(/&nbsp;|\u00a0/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/>\s+</g, "><")
    .trim();
}

/** Whether `one` is an older version than `other`: versions are counted. */
export function older(one: string, other: string): boolean {
  const [a, b] = [Number(one), Number(other)];
  return Number.isFinite(a) && Number.isFinite(b) && a < b;
}

/** A field that holds words. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
