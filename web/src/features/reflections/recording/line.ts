import type { Put } from "./put";

/** What is known of the line from this device to the internet. */
const KEPT = "throughline-line";
/** What was measured longer ago says little: people move. In ms. */
const FRESH = 24 * 3_600_000;
/** Of little bytes the way there takes the most, and says nothing about the line. */
export const TELLING = 200_000;
const MEGABIT = 1_000_000;

interface Measured {
  bitsPerSecond: number;
  at: number;
}

/** So many are on their way at this moment: each has its share of the line. */
let underway = 0;

/** The same, and remembers how fast it was. */
export function measuring(put: Put, now: () => number = Date.now): Put {
  return async (url, body, sent, signal) => {
    underway += 1;
    const [begun, beside] = [now(), underway];
    try {
      const status = await put(url, body, sent, signal);
      const seconds = Math.max(1, now() - begun) / 1_000;
      if (status === 200 && body.size > TELLING) keep({ bitsPerSecond: (beside * body.size * 8) / seconds, at: now() });
      return status;
    } finally {
      underway -= 1;
    }
  };
}

function keep(measured: Measured): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(measured));
  } catch {
    // The next recording begins without knowing it.
  }
}

/** Bits a second that the line takes, by the last upload and by what the browser says; null where nobody knows. */
export function knownLine(now = Date.now(), browser = downlink()): number | null {
  let kept: Measured | null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "null") as Measured | null;
  } catch {
    kept = null;
  }
  const fresh = kept && now - kept.at < FRESH && kept.bitsPerSecond > 0 ? [kept.bitsPerSecond] : [];
  const known = [...fresh, ...(browser ? [browser * MEGABIT] : [])];
  return known.length > 0 ? Math.min(...known) : null;
}

/** Megabits a second towards this device; away from it a line is hardly ever faster. Not every browser tells. */
const downlink = (): number | undefined =>
  (globalThis.navigator as { connection?: { downlink?: number } } | undefined)?.connection?.downlink;
