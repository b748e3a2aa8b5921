import { lazy, Suspense } from "react";

import type { ReviewView } from "../../api/contract";
import { t } from "./text";
import { Drawer } from "../../ui/Dialog";
import { Waiting } from "../../ui/parts";

const AtHand = lazy(() => import("./AtHand"));

/** What helps while one writes, without leaving the page. */
export function Resources({ review, opened, close }: { review: ReviewView; opened: boolean; close: () => void }) {
  return (
    <Drawer opened={opened} onClose={close} position="right" size="md" title={<strong>{t("review.resources")}</strong>}>
      {opened && (
        <Suspense fallback={<Waiting />}>
          <AtHand review={review} />
        </Suspense>
      )}
    </Drawer>
  );
}
