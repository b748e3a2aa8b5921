import { Button, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import type { LeavingView, PersonView } from "../../api/contract";
import { type ApiQuery, useApiQuery, useApiMutation } from "../../api/hooks";
import { t, tn } from "./text";
import { Confirm } from "../../ui/Confirm";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";

const EditPerson = lazy(() => import("./EditPerson"));
const TOUCHED = ["GET /people/{person_id}", "GET /people", "GET /people/{person_id}/reports"] as const;

/** What HR does with someone's entry: change it, mark them as left, have them back. */
export function KeepPerson({ person, etag }: { person: PersonView; etag: string }) {
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const back = useApiMutation("PUT /people/{person_id}", TOUCHED);
  const toast = useToast();
  const path = { person_id: person.id };
  const may = (verb: PersonView["actions"][number]): boolean => person.actions.includes(verb);
  const bringBack = async (): Promise<void> => {
    if (await back.mutate({ path, match: etag, body: { status: "active" } }))
      toast(t("people.back.done", { name: person.name }));
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

const LEFT_BEHIND = ["about", "to_write", "contributions", "reports"] as const;

/** What each role of someone leaves behind. */
function Consequences({ asked: { data, error } }: { asked: ApiQuery<LeavingView> }) {
  if (!data) return <div role="status">{error ? <ProblemNote error={error} /> : t("app.loading")}</div>;
  const counted = LEFT_BEHIND.filter((role) => data[role] > 0);
  return (
    <div role="status">
      {data.only_hr_admin && <p className="notice">{t("people.leave.onlyAdmin")}</p>}
      {counted.length > 0 && (
        <ul>
          {counted.map((role) => (
            <li key={role}>{tn(`people.leave.${role}`, data[role])}</li>
          ))}
        </ul>
      )}
      {data.more && <p className="dim small">{t("people.leave.more")}</p>}
    </div>
  );
}

function Leaving({ person, close }: { person: PersonView; close: () => void }) {
  const leave = useApiMutation("POST /people/{person_id}/leave", TOUCHED);
  const leaving = useApiQuery("GET /people/{person_id}/leaving", { path: { person_id: person.id } });
  const toast = useToast();
  const markLeft = async (): Promise<void> => {
    if (!(await leave.mutate({ path: { person_id: person.id } }))) return;
    close();
    toast(t("people.leave.done", { name: person.name }));
  };
  return (
    <Confirm
      opened
      title={t("people.leave.title", { name: person.name })}
      yes={t("people.leave")}
      danger
      busy={leave.busy}
      disabled={leaving.data?.only_hr_admin ?? false}
      onYes={() => void markLeft()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("people.leave.text")}</p>
      <Consequences asked={leaving} />
      <ProblemNote error={leave.error} />
    </Confirm>
  );
}
