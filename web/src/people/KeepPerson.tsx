import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import type { PersonView } from "../api/contract";
import { useTell } from "../api/hooks";
import { t } from "../text";
import { Confirm } from "../ui/Confirm";
import { ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";

const EditPerson = lazy(() => import("./EditPerson"));
const TOUCHED = ["GET /people/{person_id}", "GET /people", "GET /people/{person_id}/reports"] as const;

/** What HR does with somebody's entry: change it, mark them as left, have them back. */
export function KeepPerson({ person, etag }: { person: PersonView; etag: string }) {
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const back = useTell("PUT /people/{person_id}", TOUCHED);
  const say = useSay();
  const path = { person_id: person.id };
  const may = (verb: string): boolean => person.actions.includes(verb);
  const bringBack = async (): Promise<void> => {
    if (await back.tell({ path, match: etag, body: { status: "active" } }))
      say(t("people.back.done", { name: person.name }));
  };
  if (!may("save")) return null;
  return (
    <>
      <Group gap="xs">
        {person.status === "left" ? (
          <Button variant="default" size="sm" loading={back.busy} onClick={() => void bringBack()}>
            {t("people.back")}
          </Button>
        ) : (
          <Button variant="default" size="sm" onClick={() => setEditing(true)}>
            {t("people.edit")}
          </Button>
        )}
        {may("leave") && (
          <Button variant="default" size="sm" c="var(--bad)" onClick={() => setLeaving(true)}>
            {t("people.leave")}
          </Button>
        )}
      </Group>
      <ProblemNote error={back.error} />
      <Suspense>{editing && <EditPerson person={person} etag={etag} close={() => setEditing(false)} />}</Suspense>
      {leaving && <Leaving person={person} close={() => setLeaving(false)} />}
    </>
  );
}

function Leaving({ person, close }: { person: PersonView; close: () => void }) {
  const leave = useTell("POST /people/{person_id}/leave", TOUCHED);
  const say = useSay();
  const markLeft = async (): Promise<void> => {
    if (!(await leave.tell({ path: { person_id: person.id } }))) return;
    close();
    say(t("people.leave.done", { name: person.name }));
  };
  return (
    <Confirm
      opened
      title={t("people.leave.title", { name: person.name })}
      yes={t("people.leave")}
      danger
      busy={leave.busy}
      onYes={() => void markLeft()}
      onNo={close}
    >
      {t("people.leave.text")}
      <ProblemNote error={leave.error} />
    </Confirm>
  );
}
