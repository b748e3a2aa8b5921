import { useState } from "react";

import { useMe } from "../../api/me";

/** A choice about the screen that this device remembers for this person. */
export function useRemembered(name: string, first: boolean): [boolean, (next: boolean) => void] {
  const key = `throughline-${useMe().id}-${name}`;
  const [on, setOn] = useState(() => (localStorage.getItem(key) ?? String(first)) === "true");
  const choose = (next: boolean): void => {
    localStorage.setItem(key, String(next));
    setOn(next);
  };
  return [on, choose];
}
