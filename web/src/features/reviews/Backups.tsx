import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import type { ReviewView } from "../../api/contract";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { t } from "./text";
import { Drawer } from "../../ui/Dialog";
import { HistoryIcon } from "../../ui/icons";
import { Waiting } from "../../ui/parts";
import type { SideName } from "./documents";

const Earlier = lazy(() => import("./Earlier"));

interface Kept {
  review: ReviewView;
  name: SideName;
  writing: Writing;
}

/** Earlier versions of one's own text, to look at and to bring back. */
export function Backups({ review, name, writing }: Kept) {
  const [opened, setOpened] = useState(false);
  const open = async (): Promise<void> => {
    await writing.flush();
    setOpened(true);
  };
  return (
    <>
      <Button variant="subtle" size="compact-sm" leftSection={<HistoryIcon size={15} />} onClick={() => void open()}>
        {t("review.backups")}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size="lg"
        title={<strong>{t("review.backups")}</strong>}
      >
        {opened && (
          <Suspense fallback={<Waiting />}>
            <Earlier review={review} name={name} close={() => setOpened(false)} />
          </Suspense>
        )}
      </Drawer>
    </>
  );
}
