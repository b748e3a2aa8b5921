import { lazy, Suspense } from "react";

import type { ReviewView } from "../../api/contract";
import { REVIEW, useSideShelf } from "./sideAttachments";
import type { SideName } from "./documents";

const Files = lazy(() => import("../../ui/files/Files"));

interface Beside {
  review: ReviewView;
  name: SideName;
  /** Whether anyone who looks may add and take away. */
  may: boolean;
}

/** Whether there is anything to do or to read about the files of a side. */
export function hasFiles(review: ReviewView, name: SideName, may: boolean): boolean {
  return review.cycle.attachments && (may || (review[name]?.attachments ?? []).length > 0);
}

/** The files beside a side. Loaded only where there are some, or can be. */
export function SideFiles({ review, name, may }: Beside) {
  const shelf = useSideShelf(review.id, name);
  return (
    <Suspense fallback={null}>
      <Files shelf={shelf} files={review[name]?.attachments ?? []} may={may} route={REVIEW} />
    </Suspense>
  );
}
