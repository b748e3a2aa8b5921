import { Checkbox } from "@mantine/core";

import type { ReviewView, SideView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { ProblemNote } from "../../ui/Problem";
import { TOUCHED } from "./shares";

/** "I am done writing": independent of sharing. */
export function DoneBox({ review, side }: { review: ReviewView; side: SideView }) {
  const mark = useApiMutation("POST /reviews/{review_id}/manager/done", TOUCHED);
  const may = review.actions.includes("mark_done") || review.actions.includes("unmark_done");
  if (!may) return null;
  return (
    <>
      <Checkbox
        label={t("review.done")}
        title={t("review.done.help")}
        checked={side.done ?? false}
        disabled={mark.busy}
        onChange={(event) =>
          void mark.mutate({ path: { review_id: review.id }, body: { done: event.currentTarget.checked } })
        }
      />
      <ProblemNote error={mark.error} />
    </>
  );
}
