import { language, t } from "./index";

const DAY = 86_400_000;

/** The zone of this device, for those whose own is not known yet. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Berlin" of "Europe/Berlin". */
export function city(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** Whether an instant has another date or hour in one zone than in the other. */
export function apart(at: string, zone: string, other: string): boolean {
  const instant = new Date(at);
  const shown = (where: string): string => dateIn(instant, where) + clockTime(instant, where);
  return zone !== other && shown(zone) !== shown(other);
}

/** An instant, complete and for good: "13 March 2026, 14:02 (Europe/Berlin)". */
export function instantWords(at: string, zone: string): string {
  const instant = new Date(at);
  return t("date.instant", { day: dateWords(dateIn(instant, zone)), time: clockTime(instant, zone), zone });
}

/** The day that ends at an instant, as the API writes it; of an instant within a day, that day. */
export function dayEnding(at: string, zone: string): string {
  return dateIn(lastOf(new Date(at), zone), zone);
}

function lastOf(end: Date, zone: string): Date {
  return new Date(end.getTime() - (clockTime(end, zone) === "00:00" ? 1 : 0));
}

/**
 * A deadline in words: "due in 3 days, Friday 13 March, end of day in Berlin". `at` is the instant at which it ends,
 * `zone` the one in which its day is meant.
 */
export function dueWords(at: string, now: Date, zone: string): string {
  const end = new Date(at);
  const atMidnight = clockTime(end, zone) === "00:00";
  const last = lastOf(end, zone);
  const relative = dueRelative(end, last, now, zone);
  const day = dayWords(last, now, zone);
  return atMidnight
    ? t("due.day", { relative, day, city: city(zone) })
    : t("due.time", { relative, day, time: clockTime(end, zone) });
}

/** The same in two words: "due tomorrow", "was due 2 days ago". */
export function dueShort(at: string, now: Date, zone: string): string {
  const end = new Date(at);
  return dueRelative(end, lastOf(end, zone), now, zone);
}

function dueRelative(end: Date, last: Date, now: Date, zone: string): string {
  const days = calendarDays(last, zone) - calendarDays(now, zone);
  if (end <= now) return t("due.late", { when: daysWords(days) });
  return days === 0 ? t("due.today") : t("due.in", { when: daysWords(days) });
}

/** Days, or weeks from two weeks on: "tomorrow", "in 3 days", "in 3 weeks", "2 days ago". */
export function daysWords(days: number): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return Math.abs(days) < 14 ? words.format(days, "day") : words.format(Math.round(days / 7), "week");
}

/** "Friday 13 March"; with the year where it is another one. */
export function dayWords(instant: Date, now: Date, zone: string): string {
  const sameYear = year(instant, zone) === year(now, zone);
  const parts: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", timeZone: zone };
  return new Intl.DateTimeFormat(language, sameYear ? parts : { ...parts, year: "numeric" })
    .format(instant)
    .replace(",", "");
}

/** A calendar date of the API (`2026-03-13`), which has no zone: "13 March 2026". */
export function dateWords(date: string, style: "long" | "short" = "long"): string {
  const month = style === "long" ? "long" : "short";
  return new Intl.DateTimeFormat(language, { day: "numeric", month, year: "numeric", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** When something happened: "just now", "5 minutes ago", "today at 14:02", "13 March at 09:00". */
export function momentWords(at: string, now: Date, zone: string): string {
  const instant = new Date(at);
  const seconds = (now.getTime() - instant.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (seconds < 45) return words.format(0, "second");
  if (seconds < 3600) return words.format(-Math.round(seconds / 60), "minute");
  const days = calendarDays(instant, zone) - calendarDays(now, zone);
  const day = days > -2 ? daysWords(days) : dayWords(instant, now, zone);
  return `${day} ${clockTime(instant, zone)}`;
}

/** "14:02" in a zone. */
export function clockTime(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(instant);
}

/** The date in a zone as the API writes it. */
export function dateIn(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }).format(
    instant,
  );
}

function calendarDays(instant: Date, zone: string): number {
  return Math.round(Date.parse(`${dateIn(instant, zone)}T00:00:00Z`) / DAY);
}

function year(instant: Date, zone: string): string {
  return dateIn(instant, zone).slice(0, 4);
}
