import { useMemo } from "react";

import { call } from "../../api/call";
import { useRefresh } from "../../api/hooks";
import type { Shelf } from "../../ui/files/outbox";
import { t } from "./text";
import { useToast } from "../../ui/toasts";
import type { SideName } from "./documents";

/** What is asked for again when a file has arrived, or has gone. */
export const REVIEW = "GET /reviews/{review_id}";

/** Where the files beside a side are sent to, and fetched from. */
export function useSideShelf(reviewId: string, name: SideName): Shelf {
  const refresh = useRefresh();
  const toast = useToast();
  return useMemo(() => {
    const all = `/reviews/{review_id}/${name}/attachments` as const;
    const one = `${all}/{attachment_id}` as const;
    const at = (attachment_id: string) => ({ path: { review_id: reviewId, attachment_id } });
    return {
      name: `reviews/${reviewId}/${name}`,
      begin: async (body, key) => (await call(`POST ${all}`, { path: { review_id: reviewId }, body }, { key })).body,
      look: async (id) => (await call(`GET ${one}`, at(id))).body,
      remove: async (id) => {
        await call(`DELETE ${one}`, at(id));
        await refresh(REVIEW);
      },
      changed: async (file) => {
        await refresh(REVIEW);
        toast(t(file.state === "ready" ? "files.added" : "files.notTaken", { name: file.name }));
      },
    };
  }, [reviewId, name, refresh, toast]);
}
