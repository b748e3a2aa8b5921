import { Drawer as MantineDrawer, type DrawerProps, Modal as MantineModal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

/** A dialog in the middle of the window. */
export function Modal(props: ModalProps) {
  return <MantineModal {...props} ref={useAlone(props.opened)} />;
}

/** A dialog at the edge of the window. */
export function Drawer(props: DrawerProps) {
  return <MantineDrawer {...props} ref={useAlone(props.opened)} />;
}

/** As long as a dialog is open nothing behind it can be reached; afterwards the focus is where it was before. */
function useAlone(opened: boolean): (dialog: HTMLElement | null) => void {
  const [dialog, setDialog] = useState<HTMLElement | null>(null);
  const [opener] = useState(focused);
  useEffect(() => {
    if (!opened || !dialog) return undefined;
    const covered = around(dialog);
    for (const one of covered) one.inert = true;
    return () => {
      for (const one of covered) one.inert = false;
    };
  }, [opened, dialog]);
  useEffect(
    () => () => {
      if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
    },
    [opener],
  );
  return setDialog;
}

let outside: Element | null = null;

/** What has the focus; of a dialog that another one takes the place of, what had it before. */
function focused(): HTMLElement | null {
  const at = document.activeElement;
  if (at && at !== document.body && !at.closest("[role=dialog]")) outside = at;
  return outside instanceof HTMLElement ? outside : null;
}

/** Everything else on the page, but for what lies above dialogs as well. Beside dialogs the lists of their fields stand. */
function around(dialog: HTMLElement): HTMLElement[] {
  const others: Element[] = [];
  for (let at: Element = dialog; at.parentElement && at !== document.body; at = at.parentElement) {
    const beside = [...at.parentElement.children].filter((other) => other !== at);
    others.push(...beside.filter((other) => !other.parentElement?.matches("[data-portal]") || isDialog(other)));
  }
  return others.flatMap(below);
}

const isDialog = (part: Element): boolean => part.querySelector("[aria-modal]") !== null;
const ABOVE = "[data-above-dialogs]";

function below(part: Element): HTMLElement[] {
  if (part.matches(ABOVE)) return [];
  if (part.querySelector(ABOVE)) return [...part.children].flatMap(below);
  return part instanceof HTMLElement && !part.inert ? [part] : [];
}
