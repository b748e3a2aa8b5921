import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { call } from "../../api/call";
import type { AttachmentView, ReflectionView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { Problem } from "../../api/problem";
import { device } from "../../ui/drafts/device";
import { outbox, type Shelf } from "../../ui/files/outbox";
import { t } from "./text";
import { useToast } from "../../ui/toasts";

const ONE = "/reflections/{reflection_id}/attachments/{attachment_id}";

/** The files of a comment in the making. */
export interface CommentFiles {
  shelf: Shelf;
  files: readonly AttachmentView[];
  /** Whether the company has files in conversations. */
  may: boolean;
  underway: boolean;
  /** What the comment is to name. */
  ids: string[];
  /** They are beside a comment now. */
  sent: () => void;
}

/** Fetches and takes away files of a reflection's conversation; nothing is added by it. */
export function readingShelf(reflectionId: string): Shelf {
  const at = (attachment_id: string) => ({ path: { reflection_id: reflectionId, attachment_id } });
  const nothing = (): Promise<never> => Promise.reject(new Error("only for reading"));
  return {
    name: `reflections/${reflectionId}/read`,
    begin: nothing,
    look: async (id) => (await call(`GET ${ONE}`, at(id))).body,
    remove: nothing,
    changed: nothing,
  };
}

/** Files that were sent ahead of their comment stay named on this device until it is sent, or a day is over. */
export function useCommentFiles(reflection: ReflectionView): CommentFiles {
  const me = useMe();
  const toast = useToast();
  const { id: reflection_id } = reflection;
  const may = useApiQuery("GET /company").data?.attachments.reflections === true;
  const [files, keep] = useKept(`${me.id}/comment-files/${reflection_id}`, reflection_id);
  const shelf = useMemo<Shelf>(() => {
    const reading = readingShelf(reflection_id);
    return {
      ...reading,
      name: `reflections/${reflection_id}`,
      begin: async (body, key) =>
        (await call("POST /reflections/{reflection_id}/attachments", { path: { reflection_id }, body }, { key })).body,
      remove: async (attachment_id) => {
        await call(`DELETE ${ONE}`, { path: { reflection_id, attachment_id } });
        await keep((all) => all.filter((one) => one.attachment_id !== attachment_id));
      },
      changed: async ({ attachment_id, name, content_type, size, state, problem }) => {
        const file = { attachment_id, name, content_type, size, state, ...(problem && { problem }) };
        await keep((all) => [...all, file]);
        toast(t(state === "ready" ? "files.added" : "files.notTaken", { name }));
      },
    };
  }, [reflection_id, keep, toast]);
  const sendings = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  return {
    shelf,
    files,
    may,
    underway: sendings.some(({ shelf: name, phase }) => name === shelf.name && phase !== "failed"),
    ids: files.filter(({ state }) => state === "ready").map(({ attachment_id }) => attachment_id),
    sent: () => void keep((all) => all.filter(({ state }) => state !== "ready")),
  };
}

type Change = (files: readonly AttachmentView[]) => readonly AttachmentView[];
let turn: Promise<unknown> = Promise.resolve();

/** A list that is kept on this device, also when its screen has gone in the meantime. One change after the other. */
function useKept(name: string, reflection_id: string) {
  const [files, setFiles] = useState<readonly AttachmentView[]>([]);
  const keep = useCallback(
    (change: Change): Promise<void> => {
      const next = turn.then(async () => {
        const now = change(await read(name));
        setFiles(now);
        const fields = { files: now };
        await (
          now.length > 0
            ? device.drafts.write({ key: name, etag: "", base: {}, fields, at: Date.now() })
            : device.drafts.remove(name)
        ).catch(() => undefined);
      });
      turn = next.catch(() => undefined);
      return next;
    },
    [name],
  );
  useEffect(() => {
    void read(name).then(async (kept) => {
      if (kept.length === 0) return;
      const found = await Promise.all(kept.map(({ attachment_id }) => stands(reflection_id, attachment_id)));
      const gone = new Set(kept.filter((_, i) => !found[i]).map(({ attachment_id }) => attachment_id));
      await keep((all) => all.filter(({ attachment_id }) => !gone.has(attachment_id)));
    });
  }, [name, reflection_id, keep]);
  return [files, keep] as const;
}

async function read(name: string): Promise<readonly AttachmentView[]> {
  const draft = await device.drafts.read(name).catch(() => undefined);
  return (draft?.fields["files"] as readonly AttachmentView[] | undefined) ?? [];
}

/** Whether a file is still there; files that no comment names go after a day. */
function stands(reflection_id: string, attachment_id: string): Promise<boolean> {
  return call(`GET ${ONE}`, { path: { reflection_id, attachment_id } }).then(
    () => true,
    (reason: unknown) => !(reason instanceof Problem && reason.status === 404),
  );
}
