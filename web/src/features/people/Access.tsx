import { Button, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";

import type { PersonView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { t } from "./text/hr";
import { Confirm } from "../../ui/Confirm";
import { Moment, Section } from "../../ui/parts";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { hostOf } from "../../api/session/issuers";
import "./access.css";
import "../../ui/hr.css";

const TOUCHED = ["GET /people/{person_id}", "GET /people/held", "GET /sign-in-refusals"] as const;

interface Of {
  person: PersonView;
}

/** For HR: how someone gets in, and what still keeps a role from opening anything. */
export default function Access({ person }: Of) {
  const waits = Boolean(person.unconfirmed_roles?.length);
  if (!waits && !person.login && !person.account) return null;
  return (
    <Section title={t("hr.access.title")}>
      <div className="card access">
        {waits && <Role person={person} />}
        {person.login && <Login person={person} login={person.login} />}
        {person.account && <Account person={person} account={person.account} />}
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

/** One thing, where it stands, and what can be done about it. */
function Line({ title, children, error = null, action }: Stated) {
  return (
    <div className="access-line">
      <div>
        <strong>{title}</strong>
        <p className="dim small">{children}</p>
        <ProblemNote error={error} />
      </div>
      {action}
    </div>
  );
}

function Role({ person }: Of) {
  const confirm = useApiMutation("POST /people/{person_id}/confirm-roles", TOUCHED);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (await confirm.mutate({ path: { person_id: person.id } }))
      toast(t("hr.access.role.done", { name: person.name }));
  };
  const button = person.actions.includes("confirm_roles") && (
    <Button variant="default" size="sm" loading={confirm.busy} onClick={() => void carryOut()}>
      {t("hr.access.role.confirm")}
    </Button>
  );
  return (
    <Line title={t("hr.access.role")} error={confirm.error} action={button}>
      {t("hr.access.role.hint", { name: person.name })}
    </Line>
  );
}

function Login({ person, login }: Of & { login: NonNullable<PersonView["login"]> }) {
  const [asking, setAsking] = useState(false);
  const { name, email = "" } = person;
  const issuers = login.issuers.map(hostOf).join(", ");
  const button = person.actions.includes("forget_login") && (
    <Button variant="default" size="sm" onClick={() => setAsking(true)}>
      {t("hr.access.forget")}
    </Button>
  );
  return (
    <>
      <Line title={t(`hr.access.login.${login.state}`, { issuers })} action={button}>
        {t(`hr.access.login.${login.state}.hint`, { name, email: email || t("hr.access.noAddress") })}
      </Line>
      {asking && <Forget person={person} close={() => setAsking(false)} />}
    </>
  );
}

/** The account in the company's own sign-in pool, where it has one. */
function Account({ person, account: { state, at, problem } }: Of & { account: NonNullable<PersonView["account"]> }) {
  const invite = useApiMutation("POST /people/{person_id}/invite", TOUCHED);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (await invite.mutate({ path: { person_id: person.id } }))
      toast(t("hr.access.invite.done", { name: person.name }));
  };
  const button = person.actions.includes("invite") && (
    <Button variant="default" size="sm" loading={invite.busy} onClick={() => void carryOut()}>
      {t(state === "none" ? "hr.access.invite" : "hr.access.invite.again")}
    </Button>
  );
  return (
    <Line title={t(`hr.access.account.${state}`)} error={invite.error} action={button}>
      {t(`hr.access.account.${state}.hint`, { name: person.name })}{" "}
      {at && (
        <>
          {t("hr.access.account.since")} <Moment at={at} />
        </>
      )}
      {problem && <span className="mail-problem access-problem">{t(`hr.access.account.${problem}`)}</span>}
    </Line>
  );
}

/** Forgetting a login says why: it is in the audit trail, and the person gets a mail. */
function Forget({ person, close }: Of & { close: () => void }) {
  const [reason, setReason] = useState("");
  const forget = useApiMutation("POST /people/{person_id}/forget-login", TOUCHED);
  const toast = useToast();
  const carryOut = async (): Promise<void> => {
    if (!(await forget.mutate({ path: { person_id: person.id }, body: { reason } }))) return;
    close();
    toast(t("hr.access.forget.done", { name: person.name }));
  };
  return (
    <Confirm
      opened
      title={t("hr.access.forget.title", { name: person.name })}
      yes={t("hr.access.forget")}
      danger
      busy={forget.busy}
      disabled={!reason.trim()}
      onYes={() => void carryOut()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("hr.access.forget.text", { name: person.name, email: person.email ?? "" })}</p>
      <Textarea
        label={t("hr.access.forget.reason")}
        description={t("hr.access.forget.reason.help")}
        value={reason}
        minRows={2}
        autosize
        required
        maxLength={1000}
        error={fieldError(forget.error, "/reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemNote error={forget.error} placed={["/reason"]} />
    </Confirm>
  );
}
