import { useRef, useState } from "react";

import type { ImportView } from "../api/contract";
import { useTell } from "../api/hooks";
import { Problem } from "../api/problem";
import { type Choices, mediaOf, NOTHING_CHOSEN, queryOf } from "./importing";
import type { Picked } from "./FilePicker";

/** A file is looked at each time it or a choice beside it changes; then it is imported for good. */
export function usePreparing(begun: (id: string) => void) {
  const [file, setFile] = useState<Picked | null>(null);
  const [choices, setChoices] = useState<Choices>(NOTHING_CHOSEN);
  const [found, setFound] = useState<ImportView | null>(null);
  const look = useTell("POST /people/import");
  const load = useTell("POST /people/import");
  const last = useRef(0);
  const dryRun = async (picked: Picked | null, chosen: Choices): Promise<void> => {
    setFile(picked);
    setChoices(chosen);
    load.reset();
    const asked = ++last.current;
    if (!picked) return look.reset();
    const told = await look.tell({ query: queryOf(chosen, true), body: picked.data }, mediaOf(chosen));
    // An answer that was overtaken is about another file, or another choice.
    if (asked === last.current) setFound(told?.body ?? null);
  };
  /** `leaving`: how many leave by it, where that was asked. */
  const forGood = async (leaving?: number): Promise<void> => {
    if (!file) return;
    const sent = { query: queryOf(choices, false, leaving), body: file.data };
    const told = await load.tell(sent, mediaOf(choices));
    if (told?.body.id) begun(told.body.id);
  };
  // More leave than a moment ago, or fewer: the number is asked again.
  const others = load.error instanceof Problem && load.error.code === "many_would_leave";
  return { file, choices, found, look, load, others, dryRun, forGood };
}
