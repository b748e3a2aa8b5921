import { Button } from "@mantine/core";
import { useState } from "react";

import { useNow } from "../clock";
import { useMe } from "../../api/me";
import { t, tn } from "./text";
import { dateIn } from "../../text/dates";
import { ProblemNote } from "../Problem";
import { csvOf, fileName, save } from "./csv";
import type { Column } from "./Grid";

interface Menu<N extends string> {
  /** All that can be chosen, in their order; the first column is always there. */
  columns: readonly { name: N; title: string }[];
  shown: readonly N[];
  toggle: (name: N, on: boolean) => void;
}

/** Which columns are shown. */
export function ColumnMenu<N extends string>({ columns, shown, toggle }: Menu<N>) {
  const [open, setOpen] = useState(false);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes what its own summary opens
    <details
      className="grid-columns no-print"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector("summary")?.focus();
      }}
    >
      <summary>{t("grid.columns")}</summary>
      {open && (
        <fieldset>
          <legend className="hidden-words">{t("grid.columns")}</legend>
          {columns.map(({ name, title }) => (
            <label key={name}>
              <input
                type="checkbox"
                className="grid-check"
                checked={shown.includes(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </details>
  );
}

interface Exporting<T, N extends string> {
  title: string;
  columns: readonly Column<T, N>[];
  /** Everything that the filters leave, and not only what is on the screen. */
  everything: () => Promise<readonly T[]>;
}

/** What the filters leave, with the columns that are shown, as a file. */
export function ExportButton<T, N extends string>({ title, columns, everything }: Exporting<T, N>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const today = dateIn(useNow(), useMe().time_zone);
  const go = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const rows = await everything();
      const cells = rows.map((row) => columns.map(({ text }) => text(row)));
      save(
        fileName(title, today),
        csvOf(
          columns.map(({ title: head }) => head),
          cells,
        ),
      );
      setSaved(rows.length);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button variant="default" size="sm" loading={busy} onClick={() => void go()} className="no-print">
        {t("grid.export")}
      </Button>
      <span role="status" className="dim small">
        {saved !== null && tn("grid.exported", saved)}
      </span>
      <ProblemNote error={error} />
    </>
  );
}
