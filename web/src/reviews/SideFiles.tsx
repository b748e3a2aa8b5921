import { lazy, Suspense } from "react";

import type { ReviewView } from "../api/contract";
import { WhoCanSee } from "../ui/WhoCanSee";
import { REVIEW, useSideShelf } from "./shelf";
import type { SideName } from "./sheets";

const Files = lazy(() => import("../files/Files"));

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
      <Files shelf={shelf} files={files} may={may} route={REVIEW} who={may && <WhoCanSee>{who}</WhoCanSee>} />
    </Suspense>
  );
}
