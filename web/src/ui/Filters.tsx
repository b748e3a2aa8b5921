import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";

import { t } from "../text";
import { SearchIcon } from "./icons";

/** As much of a list's filters as says whether anything is left out, and undoes it. */
export interface Clearable {
  active: boolean;
  clear: () => void;
}

/** The filters of a list in a row, and what shows everything again. */
export function FilterBar({ filters, children }: { filters?: Clearable | undefined; children: ReactNode }) {
  return (
    <div className="filters no-print" role="group" aria-label={t("list.filters")}>
      {children}
      {filters?.active && (
        <Button variant="subtle" onClick={filters.clear}>
          {t("list.clear")}
        </Button>
      )}
    </div>
  );
}

interface Choosable<V extends string> {
  label: string;
  /** What it says where nothing is chosen. */
  any: string;
  value: V | undefined;
  options: readonly { value: V; label: string }[];
  onChange: (value: V | undefined) => void;
}

/** One of a few values, or any. */
export function SelectFilter<V extends string>({ label, any, value, options, onChange }: Choosable<V>) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={[{ value: "", label: any }, ...options]}
      onChange={(event) => onChange(options.find((one) => one.value === event.currentTarget.value)?.value)}
    />
  );
}

/** So long someone has to pause before what they type is asked for. */
const PAUSE = 250;

interface Searched {
  label: string;
  /** What the address says. */
  value: string;
  onChange: (words: string) => void;
}

/** Words that a list is searched by: asked for, and written into the address, when someone pauses. */
export function SearchFilter({ label, value, onChange }: Searched) {
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  const [settled] = useDebouncedValue(typed, PAUSE);
  if (value !== before) {
    setBefore(value);
    if (value !== typed.trim()) setTyped(value);
  }
  const paused = useEffectEvent((words: string) => {
    if (words.trim() !== value && words === typed) onChange(words.trim());
  });
  useEffect(() => paused(settled), [settled]);
  return (
    <TextInput
      className="search-filter"
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<SearchIcon size={16} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
