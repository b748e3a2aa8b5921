import { lazy, Suspense, useMemo } from "react";

import { call } from "../api/call";
import type { ReviewView } from "../api/contract";
import { useRefresh } from "../api/hooks";
import type { Shelf } from "../files/outbox";
import { t } from "../text";
import { useSay } from "../ui/toasts";
import { WhoCanSee } from "../ui/WhoCanSee";
import type { SideName } from "./sheets";

const Files = lazy(() => import("../files/Files"));
const ROUTE = "GET /reviews/{review_id}";

interface Beside {
  review: ReviewView;
  name: SideName;
  /** Who can see them, for whoever may add and take away; readers are told nothing. */
  who?: string;
}

/** The files beside a side, where the cycle has files. Loaded only where there is something to do or to read. */
export function SideFiles({ review, name, who }: Beside) {
  const shelf = useSideShelf(review.id, name);
  const files = review[name]?.attachments ?? [];
  const may = who !== undefined;
  if (!review.cycle.attachments || (!may && files.length === 0)) return null;
  return (
    <Suspense fallback={null}>
      <Files shelf={shelf} files={files} may={may} route={ROUTE} who={may && <WhoCanSee>{who}</WhoCanSee>} />
    </Suspense>
  );
}

function useSideShelf(reviewId: string, name: SideName): Shelf {
  const refresh = useRefresh();
  const say = useSay();
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
        await refresh(ROUTE);
      },
      changed: async (file) => {
        await refresh(ROUTE);
        say(t(file.state === "ready" ? "files.added" : "files.notTaken", { name: file.name }));
      },
    };
  }, [reviewId, name, refresh, say]);
}
