/**
 * What to record in, the best first: MP4, because it has a length and can be sought in as it is; WebM where there is
 * no H.264. The last one is what some browsers admit to without naming codecs.
 */
export const TYPES = [
  "video/mp4;codecs=avc1.42E01E,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01E,opus",
  "video/webm;codecs=vp9,opus",
  "video/webm;codecs=vp8,opus",
  "video/mp4",
] as const;

/** The first type that this browser records in; null where it records none. */
export function chooseType(takes: (type: string) => boolean): string | null {
  return TYPES.find(takes) ?? null;
}

/** "video/mp4" of "video/mp4;codecs=…". */
export const bareType = (type: string): string => (type.split(";")[0] ?? "").trim().toLowerCase();

const MP4 = "video/mp4";
const QUICKTIME = "video/quicktime";
const WEBM = "video/webm";
/** What the server takes. */
export const VIDEOS: readonly string[] = [MP4, QUICKTIME, WEBM];
/** The same as a file picker is told: not every system knows the type of QuickTime's films. */
export const VIDEO_FILES = [...VIDEOS, ".mov"].join();
const ENDS: Readonly<Record<string, string>> = { mkv: "video/x-matroska", mov: QUICKTIME, mp4: MP4, webm: WEBM };

/** The type of a file; by its name where the system does not know it. */
export const fileType = ({ name, type }: Pick<File, "name" | "type">): string =>
  bareType(type) || (ENDS[name.toLowerCase().split(".").at(-1) ?? ""] ?? "");

export const isMatroska = (type: string): boolean => ["video/matroska", "video/x-matroska"].includes(type);

/** QuickTime's films have MP4's boxes. Browsers play them under that name only. */
export const playedAs = (type: string): string => (type === QUICKTIME ? MP4 : type);

/** The end of a file's name. */
export const extension = (type: string): string => (bareType(type) === "video/webm" ? "webm" : "mp4");

/** What may be recorded. */
export interface Limits {
  maxMs: number;
  maxBytes: number;
}

const MEGABIT = 1_000_000;
const GOOD = { screen: 2.5 * MEGABIT, camera: 1.5 * MEGABIT };
const LEAST = 0.25 * MEGABIT;
/** What sound and container take, and how far encoders overshoot. */
const SPARE = 0.8;

/** Bits a second so that a recording of the full length stays below the full size. */
export function bitrate(kind: keyof typeof GOOD, { maxMs, maxBytes }: Limits): number {
  const fits = (maxBytes * 8 * SPARE) / (maxMs / 1000);
  return Math.round(Math.max(LEAST, Math.min(GOOD[kind], fits)));
}

/** What a recorder's quality follows from: the limits, what the line takes (bits a second), how many files share it. */
export interface Given {
  limits: Limits;
  line: number | null;
  files: number;
}

/** So much of a line is for the pictures; the rest is for sound and everything else. */
const SHARE = 0.7;
const LEAST_OF_LINE = 0.08 * MEGABIT;
/** Enough for a voice; and for one that is understood. */
const SOUND = { good: 64_000, least: 32_000 };

/** How well to record, so that it can go while it is recorded: the bit rate of a recorder stays as it begins. */
export function qualityOf(kind: keyof typeof GOOD, type: string, { limits, line, files }: Given): Bits {
  const most = bitrate(kind, limits);
  const room = line === null ? most : Math.max(LEAST_OF_LINE, (line * SHARE) / files);
  const sound = room >= most ? SOUND.good : SOUND.least;
  // Other codecs of sound know a few bit rates only.
  const audio = type.includes("opus") ? { audioBitsPerSecond: sound } : {};
  return { videoBitsPerSecond: Math.round(Math.min(most, room)), ...audio };
}

type Bits = Pick<MediaRecorderOptions, "audioBitsPerSecond" | "videoBitsPerSecond">;

export type Sources = "both" | "camera" | "screen";

/** What can be recorded here: phones have no screen to share. */
export function sourcesHere(devices: Partial<MediaDevices> | undefined = navigator.mediaDevices): Sources[] {
  if (!devices?.getUserMedia) return [];
  return devices.getDisplayMedia ? ["screen", "camera", "both"] : ["camera"];
}

const MEGABYTE = 1_000_000;
const TENTH = 0.1 * MEGABYTE;

/** "0.1", "9.5", "120": what there is is never nothing. */
export function megabytes(bytes: number): string {
  const shown = bytes > 0 ? Math.max(TENTH, bytes) : 0;
  return (shown / MEGABYTE).toFixed(shown < 10 * MEGABYTE ? 1 : 0);
}
