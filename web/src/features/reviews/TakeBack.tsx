import { Button } from "@mantine/core";
import { useState } from "react";

import type { ReviewView } from "../../api/contract";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { readsNow } from "./audience";
import { otherOf, useShare, useUnshare } from "./shares";
import type { SideName } from "./documents";

interface TakingBack {
  review: ReviewView;
  name: SideName;
  onTakenBack: () => void;
}

/** Hides a shared side from the other one again; the message that tells of it offers to share it once more. */
export function TakeBack({ review, name, onTakenBack }: TakingBack) {
  const [asking, setAsking] = useState(false);
  const unshare = useUnshare(name);
  const share = useShare(name);
  const toast = useToast();
  if (!review.actions.includes(`unshare_${name}`)) return null;
  const path = { review_id: review.id };
  const other = otherOf(review, name);
  const takeBack = async (): Promise<void> => {
    if (!(await unshare.mutate({ path }))) return;
    setAsking(false);
    onTakenBack();
    toast(t("review.unshared", { name: other }), () => void share.mutate({ path }));
  };
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => setAsking(true)}>
        {t("review.unshare")}
      </Button>
      <Confirm
        opened={asking}
        title={t("review.unshare.title")}
        yes={t("review.unshare")}
        busy={unshare.busy}
        onYes={() => void takeBack()}
        onNo={() => setAsking(false)}
      >
        {readsNow(review, name, name === "self" ? "reviewer" : "reviewee") &&
          `${t("review.unshare.readable", { name: other })} `}
        {t(`review.unshare.${name}.text`, { name: other })}
        <ProblemNote error={unshare.error} />
      </Confirm>
    </>
  );
}
