import { Button, Drawer } from "@mantine/core";
import { useState } from "react";

import type { ReviewView } from "../api/contract";
import { useAmend, useAsk, usePages, useTell } from "../api/hooks";
import type { Writing } from "../drafts/useSheet";
import { t } from "../text";
import { HistoryIcon } from "../ui/icons";
import { Await, DataList, Empty, Moment } from "../ui/parts";
import { ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";
import { AnswersToRead } from "./Answers";
import { sectionsFor } from "./form";
import { OverallToRead } from "./Overall";
import type { SideName } from "./sheets";

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
        {opened && <Versions review={review} name={name} close={() => setOpened(false)} />}
      </Drawer>
    </>
  );
}

function Versions({ review, name, close }: { review: ReviewView; name: SideName; close: () => void }) {
  const [n, setN] = useState<number | null>(null);
  const path = { review_id: review.id };
  const list = usePages(
    name === "self" ? "GET /reviews/{review_id}/self/backups" : "GET /reviews/{review_id}/manager/backups",
    { path },
  );
  return (
    <>
      <p className="dim">{t("review.backups.lead")}</p>
      {n !== null && <One review={review} name={name} n={n} close={close} />}
      <DataList
        {...list}
        label={t("review.backups")}
        keyOf={(backup) => String(backup.n)}
        empty={<Empty title={t("review.backups.none")}>{t("review.backups.none.hint")}</Empty>}
      >
        {(backup) => (
          <button type="button" className="row row-button" aria-pressed={backup.n === n} onClick={() => setN(backup.n)}>
            <Moment at={backup.at} />
          </button>
        )}
      </DataList>
    </>
  );
}

function One({ review, name, n, close }: { review: ReviewView; name: SideName; n: number; close: () => void }) {
  const path = { review_id: review.id, n: String(n) };
  const asked = useAsk(
    name === "self" ? "GET /reviews/{review_id}/self/backups/{n}" : "GET /reviews/{review_id}/manager/backups/{n}",
    { path },
  );
  const restore = useTell(
    name === "self"
      ? "POST /reviews/{review_id}/self/backups/{n}/restore"
      : "POST /reviews/{review_id}/manager/backups/{n}/restore",
    ["GET /reviews/{review_id}/self/backups", "GET /reviews/{review_id}/manager/backups"],
  );
  const amend = useAmend();
  const say = useSay();
  const bringBack = async (): Promise<void> => {
    const told = await restore.tell({ path });
    if (!told) return;
    amend("GET /reviews/{review_id}", { path: { review_id: review.id } }, (body) => ({ ...body, [name]: told.body }));
    say(t("review.backups.restored"));
    close();
  };
  return (
    <div className="card" style={{ marginBottom: "1rem" }}>
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
