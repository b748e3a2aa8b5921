/** Keys belong to what has the focus: a text that is written, a choice. Sliders, ticks and files take no letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "file", "radio", "range"].includes(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

export const isDialogOpen = (): boolean => document.querySelector("[role=dialog]") !== null;
