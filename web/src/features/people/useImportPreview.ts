import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import type { ImportView } from "../../api/contract";
import { Problem } from "../../api/problem";
import type { Picked } from "./FilePicker";
import { type Choices, NOTHING_CHOSEN } from "./importChoices";
import { ImportUpload, type Way } from "./importUpload";

/** A file is looked at each time it or a choice beside it changes; then it is imported for good. */
export function useImportPreview(begun: (id: string) => void) {
  const [file, setFile] = useState<Picked | null>(null);
  const [choices, setChoices] = useState<Choices>(NOTHING_CHOSEN);
  const [found, setFound] = useState<ImportView | null>(null);
  const [way, setWay] = useState<Way | null>(null);
  const [sender] = useState(() => new ImportUpload());
  const last = useRef<AbortController>(null);
  useEffect(() => () => last.current?.abort(), []);
  const look = useMutation({
    mutationFn: ({ picked, chosen, signal }: Looking) =>
      sender.look(picked.data, chosen, {
        tell: (at) => {
          if (!signal.aborted) setWay(at);
        },
        signal,
      }),
  });
  const load = useMutation({
    mutationFn: ({ picked, chosen, leaving, signal }: Looking) =>
      sender.import(picked.data, chosen, { tell: setWay, signal }, leaving),
  });
  const dryRun = async (picked: Picked | null, chosen: Choices): Promise<void> => {
    setFile(picked);
    setChoices(chosen);
    load.reset();
    last.current?.abort();
    const { signal } = (last.current = new AbortController());
    if (!picked) {
      look.reset();
      return;
    }
    setWay(null);
    const told = await look.mutateAsync({ picked, chosen, signal }).catch(() => null);
    // An answer that was overtaken is about another file, or another choice.
    if (!signal.aborted) setFound(told);
  };
  /** `leaving`: how many leave by it, where that was asked. */
  const forGood = async (leaving?: number): Promise<void> => {
    if (!file) return;
    const { signal } = new AbortController();
    const id = await load.mutateAsync({ picked: file, chosen: choices, leaving, signal }).catch(() => null);
    if (id) begun(id);
  };
  // More leave than a moment ago, or fewer: the number is asked again.
  const others = load.error instanceof Problem && load.error.code === "many_would_leave";
  const asking = { busy: look.isPending, error: look.error, way };
  return {
    file,
    choices,
    found,
    look: asking,
    load: { busy: load.isPending, error: load.error },
    others,
    dryRun,
    forGood,
  };
}

interface Looking {
  picked: Picked;
  chosen: Choices;
  signal: AbortSignal;
  leaving?: number | undefined;
}
