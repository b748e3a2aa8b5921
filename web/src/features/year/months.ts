import { language } from "../../text";
import { dateIn } from "../../text/dates";

export interface Month<T> {
  /** As `2026-11`. */
  key: string;
  items: T[];
}

/** Items in their order, month by month of a zone. */
export function byMonth<T extends { at: string }>(items: readonly T[], zone: string): Month<T>[] {
  const months: Month<T>[] = [];
  for (const item of items) {
    const key = dateIn(new Date(item.at), zone).slice(0, 7);
    const last = months.at(-1);
    if (last?.key === key) last.items.push(item);
    else months.push({ key, items: [item] });
  }
  return months;
}

/** "November 2026". */
export function monthWords(key: string): string {
  return new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${key}-01T00:00:00Z`),
  );
}
