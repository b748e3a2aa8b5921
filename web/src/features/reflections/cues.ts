import type { CueBody } from "../../api/contract";

/** A line that is added lasts so long, unless the next one begins earlier, ms. */
const LASTS = 3_000;

/** One more line, empty, at this moment; a line that begins there already takes its place. */
export function added(cues: readonly CueBody[], at: number): CueBody[] {
  const at_ms = Math.max(0, Math.round(at));
  if (cues.some((cue) => cue.at_ms === at_ms)) return [...cues];
  const next = cues.find((cue) => cue.at_ms > at_ms);
  const until_ms = Math.min(at_ms + LASTS, next?.at_ms ?? Infinity);
  return [...cues, { at_ms, until_ms, text: "" }].toSorted((a, b) => a.at_ms - b.at_ms);
}

/** The same lines with another text in one of them. */
export function reworded(cues: readonly CueBody[], at_ms: number, text: string): CueBody[] {
  return cues.map((cue) => (cue.at_ms === at_ms ? { ...cue, text } : cue));
}

/** What is saved: an emptied line is a line that is taken out. */
export function said(cues: readonly CueBody[]): CueBody[] {
  return cues.flatMap(({ at_ms, until_ms, text }) => (text.trim() ? [{ at_ms, until_ms, text: text.trim() }] : []));
}

export const isSame = (some: readonly CueBody[], others: readonly CueBody[]): boolean =>
  JSON.stringify(said(some)) === JSON.stringify(said(others));
