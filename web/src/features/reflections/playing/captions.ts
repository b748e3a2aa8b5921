import type { CueView } from "../../../api/contract";

/** WebVTT of a transcript: the browser shows it over the film. */
export function webVtt(cues: readonly CueView[]): string {
  const blocks = cues.map(({ at_ms, until_ms, text }) => `${stamp(at_ms)} --> ${stamp(until_ms)}\n${plain(text)}`);
  return ["WEBVTT", ...blocks].join("\n\n") + "\n";
}

function stamp(milliseconds: number): string {
  const two = (n: number, digits = 2): string => String(Math.floor(n)).padStart(digits, "0");
  const seconds = milliseconds / 1000;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two(milliseconds % 1000, 3)}`;
}

/** Nothing in a line of speech is markup, and an empty line would end the cue. */
function plain(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/\s*\n\s*/g, " ");
}
