import { useEffect, useState, useSyncExternalStore } from "react";
import { useLocation } from "wouter";

import { routes } from "./routes";

import type { Films } from "./playing/deck";
import type { TakeState } from "./recording/takeUpload";
import { type Kept, recordingManager } from "./recording/recordingManager";

/** Everything that is being recorded or sent in this window. */
export const useTakes = (): readonly TakeState[] =>
  useSyncExternalStore(recordingManager.subscribe, recordingManager.snapshot);

/** The newest take of a reflection that is on its way. */
export function useTakeOf(reflectionId: string): TakeState | null {
  const takes = useTakes().filter((take) => take.reflectionId === reflectionId && !take.reply);
  return takes.toSorted((a, b) => b.startedAt - a.startedAt)[0] ?? null;
}

/** Answers to a reflection that are on their way. */
export const useReplyTakes = (reflectionId: string): readonly TakeState[] =>
  useTakes().filter((take) => take.reflectionId === reflectionId && take.reply);

/** The films of a take as they are on this device, to be looked at while they are on their way. */
export function useLocalFilms(take: TakeState | null): Films | null {
  const [films, setFilms] = useState<{ take: string; films: Films } | null>(null);
  // What has no length is a file that cannot be played here.
  const here = take && take.standing !== "recording" && take.size > 0 && take.durationMs > 0;
  const id = here ? take.id : null;
  useEffect(() => {
    if (!id) return undefined;
    let urls: string[] = [];
    let over = false;
    void recordingManager.files(id).then((files) => {
      if (over || files.length === 0) return;
      const tracks = files.map(({ kind, blob, offsetMs, off }) => {
        return { kind, url: URL.createObjectURL(blob), offset_ms: offsetMs, off };
      });
      urls = tracks.map(({ url }) => url);
      setFilms({ take: id, films: { tracks: ordered(tracks), expires_at: FOREVER } });
    });
    return () => {
      over = true;
      for (const url of urls) URL.revokeObjectURL(url);
      setFilms(null);
    };
  }, [id]);
  return films?.take === id ? films.films : null;
}

const FOREVER = new Date(8.64e15).toISOString();

/** The screen leads, the camera follows. */
export function ordered<T extends { kind: string }>(tracks: readonly T[]): T[] {
  return tracks.toSorted((a, b) => Number(a.kind === "camera") - Number(b.kind === "camera"));
}

/** The browser asks before a window goes away that records or sends something. */
export function useGuard(): void {
  const busy = useTakes().some(({ standing }) => ["finishing", "recording", "sending", "waiting"].includes(standing));
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);
}

/** Make another reflection of a take whose own was deleted; the old address shows nothing any more. */
export function useRestart(): (take: string) => void {
  const [path, navigate] = useLocation();
  return (take) => {
    recordingManager.restart(take);
    if (recordingManager.live?.id !== take && path !== routes.reflections) navigate(routes.reflections);
  };
}

/** Save what was recorded as files, where nothing else helps. */
export function saveFiles(files: readonly Kept[]): void {
  for (const { blob, name } of files) {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}
