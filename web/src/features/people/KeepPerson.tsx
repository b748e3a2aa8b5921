import { Button } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useState } from "react";

import type { LeavingView, PersonView } from "../../api/contract";
import { type ApiQuery, useApiQuery, useApiMutation } from "../../api/hooks";
import { t, tn } from "./text";
import type { Actions } from "../../ui/ActionMenu";
import { Confirm } from "../../ui/Confirm";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";

const EditPerson = lazy(() => import("./EditPerson"));
const TOUCHED = ["GET /people/{person_id}", "GET /people", "GET /people/{person_id}/reports"] as const;

interface Keeping {
  action: ReactNode;
  menu: Actions;
  dialogs: ReactNode;
}

/** What HR does with someone's entry: change it, mark them as left, have them back. */
export function useKeepPerson(person: PersonView, etag: string): Keeping {
  const [opened, setOpened] = useState<"edit" | "leave" | null>(null);
  const back = useApiMutation("PUT /people/{person_id}", TOUCHED);
  const toast = useToast();
  const path = { person_id: person.id };
  const may = (verb: PersonView["actions"][number]): boolean => person.actions.includes(verb);
  const close = (): void => setOpened(null);
  const bringBack = async (): Promise<void> => {
    if (await back.mutate({ path, match: etag, body: { status: "active" } }))
      toast(t("people.back.done", { name: person.name }));
  };
  const left = person.status === "left";
  const action = may("save") && (
    <Button variant="default" loading={back.busy} onClick={() => (left ? void bringBack() : setOpened("edit"))}>
      {t(left ? "people.back" : "people.edit")}
    </Button>
  );
  const dialogs = (
    <>
      <ProblemNote error={back.error} />
      <Suspense>{opened === "edit" && <EditPerson person={person} etag={etag} close={close} />}</Suspense>
      {opened === "leave" && <Leaving person={person} close={close} />}
    </>
  );
  const menu = [may("save") && may("leave") && { text: t("people.leave"), danger: true, to: () => setOpened("leave") }];
  return { action, menu, dialogs };
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
