import type { Span } from "../kinds";

/** Below this no one notices; above `JUMP` gliding would take too long. Both in seconds. */
const NOTICED = 0.04;
const JUMP = 0.5;
/** How much faster or slower the second film may go while it catches up. */
const GLIDE = 0.08;

/** What to do with the second film: go there at once, or play at this speed for a moment. */
export type Nudge = { to: number } | { rate: number };

/** Keep the second film with the first one: `ahead` is by how many seconds it is before it. */
export function nudge(first: number, second: number, rate: number): Nudge {
  const ahead = second - first;
  if (Math.abs(ahead) >= JUMP) return { to: first };
  if (Math.abs(ahead) < NOTICED) return { rate };
  const share = Math.max(-GLIDE, Math.min(GLIDE, -ahead / 2));
  return { rate: rate * (1 + share) };
}

/**
 * Where the second film is when the first one is at a second: each begins with its first frame, and those were not
 * recorded at the same moment. Null: it has not begun yet, is over, or its camera was off.
 */
export function placeOf(first: number, shift: number, length: number, off: readonly Span[] = []): number | null {
  const place = first - shift;
  const isOff = off.some(({ from_ms, until_ms }) => place * 1_000 >= from_ms && place * 1_000 < until_ms);
  return place < 0 || place >= length || isOff ? null : place;
}

export const SPEEDS = [1, 1.25, 1.5, 1.75, 2] as const;

const KEPT = "throughline-speed";

/** How fast somebody watched here the last time. */
export function keptRate(): number {
  const kept = Number(localStorage.getItem(KEPT));
  return SPEEDS.find((speed) => speed === kept) ?? 1;
}

export function keepRate(rate: number): void {
  localStorage.setItem(KEPT, String(rate));
}

/** The next speed up or down; the ends stay where they are. */
export function faster(rate: number, by: -1 | 1): number {
  const at = SPEEDS.findIndex((one) => one >= rate);
  const next = Math.max(0, Math.min(SPEEDS.length - 1, (at === -1 ? SPEEDS.length - 1 : at) + by));
  return SPEEDS[next] ?? 1;
}
