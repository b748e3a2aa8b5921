/** A table as a file that spreadsheets open: every cell is text, and none is taken for a formula. */

/** What a spreadsheet would begin to calculate, or to read as something else than text. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",;\t\r\n]/;
/** Says that what follows is UTF-8; without it Excel reads names with accents wrong. */
const MARK = "\ufeff";

/** One cell. */
export function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The whole file. */
export function csvOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return MARK + [head, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n") + "\r\n";
}

/** A name that every file system takes. */
export const fileName = (title: string, day: string): string =>
  `${title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "")}-${day}.csv`;

/** Hands a file to the browser to be kept. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
