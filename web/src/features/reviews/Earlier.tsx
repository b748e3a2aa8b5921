import { Button } from "@mantine/core";

import type { ReviewView } from "../../api/contract";
import { useAmend, useApiQuery, usePages, useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { Await, Empty } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { AnswersToRead } from "./Answers";
import { sectionsFor } from "./form";
import { OverallToRead } from "./Overall";
import type { SideName } from "./documents";
import { Versions } from "./Versions";

/** Earlier versions of one's own text, each to be read and brought back. */
export default function Earlier({ review, name, close }: { review: ReviewView; name: SideName; close: () => void }) {
  const path = { review_id: review.id };
  const list = usePages(
    name === "self" ? "GET /reviews/{review_id}/self/backups" : "GET /reviews/{review_id}/manager/backups",
    { path },
  );
  return (
    <>
      <p className="dim">{t("review.backups.lead")}</p>
      <Versions
        list={list}
        label={t("review.backups")}
        empty={<Empty title={t("review.backups.none")}>{t("review.backups.none.hint")}</Empty>}
      >
        {(n) => <One review={review} name={name} n={n} close={close} />}
      </Versions>
    </>
  );
}

function One({ review, name, n, close }: { review: ReviewView; name: SideName; n: number; close: () => void }) {
  const path = { review_id: review.id, n: String(n) };
  const asked = useApiQuery(
    name === "self" ? "GET /reviews/{review_id}/self/backups/{n}" : "GET /reviews/{review_id}/manager/backups/{n}",
    { path },
  );
  const restore = useApiMutation(
    name === "self"
      ? "POST /reviews/{review_id}/self/backups/{n}/restore"
      : "POST /reviews/{review_id}/manager/backups/{n}/restore",
    ["GET /reviews/{review_id}/self/backups", "GET /reviews/{review_id}/manager/backups"],
  );
  const amend = useAmend();
  const toast = useToast();
  const bringBack = async (): Promise<void> => {
    const told = await restore.mutate({ path });
    if (!told) return;
    amend("GET /reviews/{review_id}", { path: { review_id: review.id } }, (body) => ({ ...body, [name]: told.body }));
    toast(t("review.backups.restored"));
    close();
  };
  return (
    <div>
      <Await asked={asked}>
        {(backup) => (
          <>
            <AnswersToRead sections={sectionsFor(review.questionnaire, name)} side={{ answers: backup.answers }} />
            <OverallToRead review={review} side={backup} />
            <ProblemNote error={restore.error} />
            <Button mt="lg" loading={restore.busy} onClick={() => void bringBack()}>
              {t("review.backups.restore")}
            </Button>
          </>
        )}
      </Await>
    </div>
  );
}
