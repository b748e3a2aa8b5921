import { useEffect } from "react";

import type { Deck } from "./deck";

const STEP = 5;

interface Others {
  captions: () => void;
  whole: () => void;
}

/** What the keyboard does while a player is on the screen: see `?`. */
export function usePlayerKeys(deck: Deck, { captions, whole }: Others): void {
  useEffect(() => {
    const keys: Record<string, () => void> = {
      " ": () => deck.toggle(),
      k: () => deck.toggle(),
      arrowleft: () => deck.by(-STEP),
      arrowright: () => deck.by(STEP),
      "<": () => deck.faster(-1),
      ">": () => deck.faster(1),
      c: captions,
      m: () => deck.toggleMuted(),
      f: whole,
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
  }, [deck, captions, whole]);
}

/** Someone writes, a dialog is open, or the key belongs to what has the focus. */
function isBusy(target: EventTarget | null, key: string): boolean {
  if (document.querySelector("[role=dialog]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  if (target instanceof HTMLInputElement) return target.type !== "range";
  if (key === " ") return target.closest("button, a, summary, [role=tab]") !== null;
  return key.startsWith("Arrow") && target.closest("[role=tablist]") !== null;
}
