import { useCallback, useState } from "react";

const PLACE = "throughline-columns-";

/** The columns that are shown of a table; the choice stays on the device. */
export function useColumns<N extends string>(table: string, all: readonly N[], first: readonly N[]) {
  const [chosen, setChosen] = useState<readonly N[]>(() => kept(table, all) ?? first);
  const toggle = useCallback(
    (name: N, on: boolean) =>
      setChosen((before) => {
        const next = all.filter((one) => (one === name ? on : before.includes(one)));
        keep(table, next);
        return next;
      }),
    [table, all],
  );
  return { shown: chosen, toggle };
}

function kept<N extends string>(table: string, all: readonly N[]): readonly N[] | undefined {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(PLACE + table) ?? "null");
    return Array.isArray(said) ? all.filter((one) => said.includes(one)) : undefined;
  } catch {
    return undefined;
  }
}

/** Where nothing can be kept, the choice holds for this visit. */
function keep(table: string, names: readonly string[]): void {
  try {
    localStorage.setItem(PLACE + table, JSON.stringify(names));
  } catch {
    // Said above.
  }
}
