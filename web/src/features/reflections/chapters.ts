import type { ChapterView } from "../../api/contract";

/** The three questions of a reflection, in their order. */
export const PROMPTS = ["went_well", "did_not", "improve"] as const;
export type Prompt = (typeof PROMPTS)[number];

/** Two marks this close together are one. */
const CLOSE = 1_000;

/** Add a mark; a later one at nearly the same moment takes the place of the earlier one. */
export function marked(chapters: readonly ChapterView[], at: number, title: string): ChapterView[] {
  const at_ms = Math.max(0, Math.round(at));
  const others = chapters.filter((one) => Math.abs(one.at_ms - at_ms) >= CLOSE);
  return [...others, { at_ms, title }].sort((a, b) => a.at_ms - b.at_ms);
}

/** The chapters that a recording of this length has: marks behind its end are gone. */
export function within(chapters: readonly ChapterView[], duration: number): ChapterView[] {
  return chapters.filter(({ at_ms }) => at_ms < duration);
}

/** The chapter, or the line of a transcript, that is running at a moment; -1 before the first one. */
export function indexAt(starts: readonly { at_ms: number }[], at: number): number {
  let found = -1;
  for (const [i, one] of starts.entries()) if (one.at_ms <= at) found = i;
  return found;
}
