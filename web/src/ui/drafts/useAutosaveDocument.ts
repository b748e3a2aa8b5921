import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

import { useLatest } from "../latest";

import { Problem, Unreachable } from "../../api/problem";
import { device } from "./device";
import type { Version } from "./merge";
import { Later, Refused, type Save, AutosaveDocument, type Snapshot, Stale } from "./autosaveDocument";
import { Tabs } from "./tabs";

/** Something that is written here and saves itself. */
export interface Writing extends Snapshot {
  set: (name: string, value: unknown) => void;
  resolve: (name: string, value: unknown) => void;
  flush: () => Promise<void>;
  otherTabs: number;
}

export interface AutosaveOptions {
  /** Unique for person and thing: `{my id}/{review id}/self`. */
  name: string;
  version: Version;
  /** Saves fields; throws `Problem` or `Unreachable` as `call` does. */
  save: Save;
  /** The version that a 412 carries. */
  currentOf: (current: unknown) => Version;
  saved?: (version: Version) => void;
}

/** Write upon `version`; autosave, drafts on the device, other windows and conflicts are taken care of. */
export function useAutosaveDocument({ name, version, save, currentOf, saved }: AutosaveOptions): Writing {
  const [otherTabs, setOtherTabs] = useState(0);
  const latest = useLatest({ save, currentOf, saved });
  const [opened, setOpened] = useState(() => open(name, version, latest));
  const current = opened.name === name ? opened : open(name, version, latest);
  if (current !== opened) setOpened(current);
  const { doc } = current;

  useEffect(() => {
    const tabs = new Tabs(name, { others: setOtherTabs, saved: (theirs) => doc.adopt(theirs) });
    current.tabs = tabs;
    device.documents.add(doc);
    void doc.restore();
    return () => {
      void doc.flush();
      doc.stop();
      device.documents.delete(doc);
      current.tabs = null;
      tabs.close();
    };
  }, [current, name, doc]);

  const adopt = useEffectEvent(() => doc.adopt(version));
  useEffect(() => adopt(), [doc, version.etag]);
  const shown = useSyncExternalStore(doc.subscribe, doc.snapshot);
  return { ...shown, ...current.verbs, otherTabs };
}

interface Latest {
  current: Pick<AutosaveOptions, "save" | "currentOf" | "saved">;
}

interface Opened {
  name: string;
  doc: AutosaveDocument;
  tabs: Tabs | null;
  verbs: Pick<Writing, "set" | "resolve" | "flush">;
}

function open(name: string, version: Version, latest: Latest): Opened {
  const doc = new AutosaveDocument({
    key: name,
    version,
    drafts: device.drafts,
    save: async (fields, etag, leaving, all) => {
      try {
        return await latest.current.save(fields, etag, leaving, all);
      } catch (reason) {
        throw verdict(reason, latest.current.currentOf);
      }
    },
    saved: (saved) => {
      opened.tabs?.saved(saved);
      latest.current.saved?.(saved);
    },
  });
  const verbs = {
    set: (field: string, value: unknown) => doc.set(field, value),
    resolve: (field: string, value: unknown) => doc.resolve(field, value),
    flush: () => doc.flush(),
  };
  const opened: Opened = { name, doc, tabs: null, verbs };
  return opened;
}

/** What a refusal means for what was written. */
function verdict(reason: unknown, currentOf: AutosaveOptions["currentOf"]): Error {
  if (reason instanceof Unreachable) return new Later(true);
  if (!(reason instanceof Problem)) return reason instanceof Error ? reason : new Error(String(reason));
  if (reason.status === 412) return new Stale(currentOf(reason.current));
  const passing = reason.status >= 500 || reason.status === 429 || reason.status === 401 || reason.status === 408;
  return passing ? new Later(false, reason.retryAfter) : new Refused(reason);
}
