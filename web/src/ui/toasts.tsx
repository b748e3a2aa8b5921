import { Button, CloseButton } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

import { t } from "../text";

interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

/** Say that something was done; with `undo` where it can be undone. */
export type ShowToast = (text: string, undo?: () => void) => void;

const LASTS = 7_000;
const Context = createContext<ShowToast>(() => undefined);
export const useToast = (): ShowToast => useContext(Context);

let count = 0;

/** Short messages at the corner. They are read out, and never the only place where something important is said. */
export function Toasts({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Toast[]>([]);
  const drop = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const toast = useCallback<ShowToast>(
    (text, undo) => {
      const id = (count += 1);
      setShown((all) => [...all.slice(-2), { id, text, ...(undo && { undo }) }]);
      setTimeout(() => drop(id), undo ? LASTS * 2 : LASTS);
    },
    [drop],
  );
  return (
    <Context value={toast}>
      {children}
      <div className="toasts" role="status" aria-live="polite" data-above-dialogs>
        {useMemo(() => shown.map((toast) => <One key={toast.id} toast={toast} drop={drop} />), [shown, drop])}
      </div>
    </Context>
  );
}

function One({ toast: { id, text, undo }, drop }: { toast: Toast; drop: (id: number) => void }) {
  return (
    <div className="toast">
      <span>{text}</span>
      {undo && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            drop(id);
            undo();
          }}
        >
          {t("app.undo")}
        </Button>
      )}
      <CloseButton aria-label={t("app.close")} onClick={() => drop(id)} />
    </div>
  );
}
