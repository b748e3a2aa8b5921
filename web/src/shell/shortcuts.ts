import { useEffect } from "react";

import { isDialogOpen, isWriting } from "../ui/keys";

/** What keys do everywhere. */
export interface Shortcuts {
  search: () => void;
  save: () => void;
  help: () => void;
  go: (path: string) => void;
  /** Where `g` and a letter lead. */
  places: Readonly<Record<string, string>>;
}

const TOGETHER = 1_200;

/** Ctrl-K, Ctrl-S, `?`, and `g` then a letter. */
export function useShortcuts({ search, save, help, go, places }: Shortcuts): void {
  useEffect(() => {
    let pressedG = 0;
    const press = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "k" || key === "s")) {
        event.preventDefault();
        if (key === "k") search();
        else save();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || isDialogOpen()) return;
      if (event.key === "?") {
        help();
        return;
      }
      const place = Date.now() - pressedG < TOGETHER ? places[key] : undefined;
      pressedG = key === "g" ? Date.now() : 0;
      if (place) go(place);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [search, save, help, go, places]);
}
