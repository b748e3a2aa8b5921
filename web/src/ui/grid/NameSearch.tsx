import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useEffectEvent, useState } from "react";

import { t } from "./text";
import { SearchField } from "../SearchField";

const PAUSE = 250;

interface Searching {
  value: string;
  change: (words: string) => void;
}

/** Words by which rows are found, asked for when someone pauses; `value` is what the address says. */
export function NameSearch({ value, change }: Searching) {
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  const [settled] = useDebouncedValue(typed, PAUSE);
  if (value !== before) {
    setBefore(value);
    if (value !== typed.trim()) setTyped(value);
  }
  const paused = useEffectEvent((words: string) => {
    if (words.trim() !== value && words === typed) change(words.trim());
  });
  useEffect(() => paused(settled), [settled]);
  return <SearchField label={t("grid.search")} value={typed} change={setTyped} />;
}
