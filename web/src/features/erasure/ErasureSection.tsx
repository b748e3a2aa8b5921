import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";

import type { ErasureView, HoldView, PersonView } from "../../api/contract";
import { useApiMutation, useApiQuery } from "../../api/hooks";
import { Confirm } from "../../ui/Confirm";
import { deviceZone, instantWords } from "../../text/dates";
import { Section } from "../../ui/parts";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { t } from "./text";
import "./erasure.css";

const TOUCHED = ["GET /people/{person_id}/erase", "GET /people/{person_id}/hold", "GET /holds"] as const;

interface Of {
  person: PersonView;
}

/** How far the erasure of someone who left is, what can be done about it, and whether they are on hold. */
export default function ErasureSection({ person }: Of) {
  const path = { person_id: person.id };
  const asked = useApiQuery("GET /people/{person_id}/erase", { path });
  const hold = useApiQuery("GET /people/{person_id}/hold", { path });
  if (asked.loading || hold.loading) return null;
  // What was there before stays in `data` where there is nothing any more: that is a 404.
  const waits = !asked.error && asked.data && asked.data.state !== "cancelled" ? asked.data : null;
  const held = (!hold.error && hold.data) || null;
  return (
    <Section title={t("erasure.title")}>
      <div className="card erasure">
        {waits ? <Asked person={person} erasure={waits} /> : <NotAsked person={person} held={held !== null} />}
        <HoldLine person={person} hold={held} etag={hold.etag ?? "0"} />
      </div>
    </Section>
  );
}

interface Stated {
  title: string;
  children: ReactNode;
  error?: Error | null;
  action?: ReactNode;
}

function Line({ title, children, error = null, action }: Stated) {
  return (
    <div className="erasure-line">
      <div>
        <strong>{title}</strong>
        <p className="dim small">{children}</p>
        <ProblemNote error={error} />
      </div>
      {action && <Group gap="xs">{action}</Group>}
    </div>
  );
}

function NotAsked({ person, held }: Of & { held: boolean }) {
  const [asking, setAsking] = useState(false);
  const button = !held && (
    <Button variant="default" size="sm" c="var(--bad)" onClick={() => setAsking(true)}>
      {t("erasure.ask")}
    </Button>
  );
  return (
    <>
      <Line title={t("erasure.none")} action={button}>
        {t("erasure.none.hint", { name: person.name })}
      </Line>
      {asking && <Ask person={person} close={() => setAsking(false)} />}
    </>
  );
}

function Asked({ person, erasure }: Of & { erasure: ErasureView }) {
  const [approving, setApproving] = useState(false);
  const cancel = useApiMutation("POST /people/{person_id}/erase/cancel", TOUCHED);
  const toast = useToast();
  const may = (action: ErasureView["actions"][number]): boolean => erasure.actions.includes(action);
  const stop = async (): Promise<void> => {
    if (await cancel.mutate({ path: { person_id: person.id } })) toast(t("erasure.cancel.done", { name: person.name }));
  };
  const buttons = (
    <>
      {may("approve") && (
        <Button variant="default" size="sm" c="var(--bad)" onClick={() => setApproving(true)}>
          {t("erasure.approve")}
        </Button>
      )}
      {may("cancel") && (
        <Button variant="default" size="sm" loading={cancel.busy} onClick={() => void stop()}>
          {t("erasure.cancel")}
        </Button>
      )}
    </>
  );
  return (
    <>
      <Line title={titleOf(erasure)} error={cancel.error} action={erasure.actions.length > 0 && buttons}>
        <Hint erasure={erasure} />
      </Line>
      {approving && <Approve person={person} close={() => setApproving(false)} />}
    </>
  );
}

function titleOf({ state, asked_by: asker, approved_by: approver }: ErasureView): string {
  if (state === "asked") return t("erasure.asked", { by: asker.name });
  if (state === "approved") return t("erasure.approved", { by: approver?.name ?? "" });
  return t(state === "running" ? "erasure.running" : "erasure.done");
}

function Hint({ erasure: { state, approvers, begins_at: begins } }: { erasure: ErasureView }) {
  if (state === "asked" && approvers.length === 0) return t("erasure.asked.alone");
  if (state === "asked") return t("erasure.asked.hint", { names: approvers.map(({ name }) => name).join(", ") });
  if (state !== "approved") return t(state === "running" ? "erasure.running.hint" : "erasure.done.hint");
  return t("erasure.approved.hint", { at: begins ? instantWords(begins, deviceZone()) : "" });
}

function Ask({ person, close }: Of & { close: () => void }) {
  const [reason, setReason] = useState("");
  const [name, setName] = useState("");
  const ask = useApiMutation("POST /people/{person_id}/erase", TOUCHED);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (!(await ask.mutate({ path: { person_id: person.id }, body: { reason, confirm_name: name } }))) return;
    close();
    toast(t("erasure.ask.done", { name: person.name }));
  };
  return (
    <Confirm
      opened
      title={t("erasure.ask.title", { name: person.name })}
      yes={t("erasure.ask.yes")}
      danger
      busy={ask.busy}
      disabled={!reason.trim() || !name.trim()}
      onYes={() => void carryOut()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("erasure.ask.text")}</p>
      <Reason value={reason} change={setReason} error={ask.error} />
      <TextInput
        label={t("erasure.ask.name", { name: person.name })}
        value={name}
        required
        mt="sm"
        autoComplete="off"
        error={fieldError(ask.error, "/confirm_name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ProblemNote error={ask.error} placed={["/reason", "/confirm_name"]} />
    </Confirm>
  );
}

function Approve({ person, close }: Of & { close: () => void }) {
  const approve = useApiMutation("POST /people/{person_id}/erase/approve", TOUCHED);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (!(await approve.mutate({ path: { person_id: person.id } }))) return;
    close();
    toast(t("erasure.approve.done", { name: person.name }));
  };
  return (
    <Confirm
      opened
      title={t("erasure.approve.title", { name: person.name })}
      yes={t("erasure.approve")}
      danger
      busy={approve.busy}
      onYes={() => void carryOut()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("erasure.approve.text")}</p>
      <ProblemNote error={approve.error} />
    </Confirm>
  );
}

function HoldLine({ person, hold, etag }: Of & { hold: HoldView | null; etag: string }) {
  const [asking, setAsking] = useState(false);
  const remove = useApiMutation("DELETE /people/{person_id}/hold", TOUCHED);
  const toast = useToast();
  const takeOff = async (): Promise<void> => {
    if (await remove.mutate({ path: { person_id: person.id } }))
      toast(t("erasure.hold.removed", { name: person.name }));
  };
  const button = (
    <Button variant="default" size="sm" loading={remove.busy} onClick={() => (hold ? void takeOff() : setAsking(true))}>
      {t(hold ? "erasure.hold.remove" : "erasure.hold.put")}
    </Button>
  );
  const title = hold ? t("erasure.hold.on", { by: hold.by.name }) : t("erasure.hold.none");
  return (
    <>
      <Line title={title} error={remove.error} action={button}>
        {hold?.reason ?? t("erasure.hold.none.hint")}
      </Line>
      {asking && <PutOnHold person={person} etag={hold ? etag : "0"} close={() => setAsking(false)} />}
    </>
  );
}

function PutOnHold({ person, etag, close }: Of & { etag: string; close: () => void }) {
  const [reason, setReason] = useState("");
  const put = useApiMutation("PUT /people/{person_id}/hold", TOUCHED);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (!(await put.mutate({ path: { person_id: person.id }, match: etag, body: { reason } }))) return;
    close();
    toast(t("erasure.hold.done", { name: person.name }));
  };
  return (
    <Confirm
      opened
      title={t("erasure.hold.title", { name: person.name })}
      yes={t("erasure.hold.yes")}
      busy={put.busy}
      disabled={!reason.trim()}
      onYes={() => void carryOut()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("erasure.hold.text")}</p>
      <Reason value={reason} change={setReason} error={put.error} />
      <ProblemNote error={put.error} placed={["/reason"]} />
    </Confirm>
  );
}

function Reason({ value, change, error }: { value: string; change: (text: string) => void; error: Error | null }) {
  return (
    <Textarea
      label={t("erasure.reason")}
      description={t("erasure.reason.help")}
      value={value}
      minRows={2}
      autosize
      required
      maxLength={1000}
      error={fieldError(error, "/reason")}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
