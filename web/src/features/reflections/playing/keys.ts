import { useEffect } from "react";

import { isDialogOpen, isWriting } from "../../../ui/keys";
import type { Deck } from "./deck";

export const STEP = 5;
/** The two buttons, and J and L, as on video sites. */
export const SKIP = 10;

interface Others {
  captions: () => void;
  whole: () => void;
  pip: () => void;
}

const TENTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What the keyboard does while a player is on the screen: see `?`. */
export function usePlayerKeys(deck: Deck, { captions, whole, pip }: Others, on = true): void {
  useEffect(() => {
    if (!on) return undefined;
    const keys: Record<string, () => void> = {
      " ": () => deck.toggle(),
      k: () => deck.toggle(),
      j: () => deck.by(-SKIP),
      l: () => deck.by(SKIP),
      arrowleft: () => deck.by(-STEP),
      arrowright: () => deck.by(STEP),
      home: () => deck.seek(0),
      end: () => deck.toShare(1),
      ...Object.fromEntries(TENTHS.map((n) => [String(n), () => deck.toShare(n / 10)])),
      "<": () => deck.faster(-1),
      ">": () => deck.faster(1),
      c: captions,
      m: () => deck.toggleMuted(),
      f: whole,
      i: pip,
    };
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const act = keys[event.key.toLowerCase()];
      if (!act || isBusy(event.target, event.key)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [deck, captions, whole, pip, on]);
}

/** What uses a key itself while it has the focus. */
const USED: Readonly<Record<string, string>> = {
  " ": "button, a, summary, [role=tab], input[type=checkbox], input[type=file], input[type=radio]",
  ArrowLeft: "[role=tablist], input[type=radio]",
  ArrowRight: "[role=tablist], input[type=radio]",
};

/** Someone writes, a dialog is open, or the key belongs to what has the focus. */
function isBusy(target: EventTarget | null, key: string): boolean {
  if (isDialogOpen() || isWriting(target)) return true;
  const used = USED[key];
  return used !== undefined && target instanceof Element && target.closest(used) !== null;
}
