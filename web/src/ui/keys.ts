import { useEffect } from "react";

/** What keys do everywhere. */
export interface Shortcuts {
  search: () => void;
  save: () => void;
  help: () => void;
  go: (path: string) => void;
}

const PLACES: Record<string, string> = { h: "/", r: "/reviews", v: "/reflections", p: "/people" };
const TOGETHER = 1_200;

/** Ctrl-K, Ctrl-S, `?`, and `g` then a letter. */
export function useShortcuts({ search, save, help, go }: Shortcuts): void {
  useEffect(() => {
    let pressedG = 0;
    const press = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "k" || key === "s")) {
        event.preventDefault();
        return key === "k" ? search() : save();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || isDialogOpen()) return;
      if (event.key === "?") return help();
      const place = Date.now() - pressedG < TOGETHER ? PLACES[key] : undefined;
      pressedG = key === "g" ? Date.now() : 0;
      if (place) go(place);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [search, save, help, go]);
}

/** Keys belong to what has the focus: a text that is written, a choice. Sliders, ticks and files take no letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "file", "radio", "range"].includes(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

export const isDialogOpen = (): boolean => document.querySelector("[role=dialog]") !== null;
