import { Button } from "@mantine/core";
import { useState } from "react";

import type { InvitationsView } from "../../api/contract";
import { useApiQuery, useApiMutation } from "../../api/hooks";
import { t, tn } from "./text/hr";
import { Confirm } from "../../ui/Confirm";
import { PersonLink } from "./PersonLink";
import { ProblemNote } from "../../ui/Problem";

const EVERY = 1_000;

/** Everyone who has no account yet gets one, and a mail. */
export function Invitations() {
  const [asking, setAsking] = useState(false);
  const [begun, setBegun] = useState("");
  const invite = useApiMutation("POST /people/invitations", ["GET /people/{person_id}"]);
  const carryOut = async (): Promise<void> => {
    const told = await invite.mutate({ body: { everyone: true } });
    if (!told) return;
    setAsking(false);
    setBegun(told.body.id);
  };
  return (
    <div className="card">
      <div className="tokens-head">
        <div>
          <h2>{t("invitations.title")}</h2>
          <p className="dim small">{t("invitations.lead")}</p>
        </div>
        <Button variant="default" size="sm" onClick={() => setAsking(true)}>
          {t("invitations.everybody")}
        </Button>
      </div>
      <div role="status">{begun && <Progress id={begun} />}</div>
      <Confirm
        opened={asking}
        title={t("invitations.sure")}
        yes={t("invitations.go")}
        busy={invite.busy}
        onYes={() => void carryOut()}
        onNo={() => setAsking(false)}
      >
        {t("invitations.text")}
        <ProblemNote error={invite.error} />
      </Confirm>
    </div>
  );
}

function Progress({ id }: { id: string }) {
  const [every, setEvery] = useState<number | false>(EVERY);
  const { data, error } = useApiQuery("GET /people/invitations/{run_id}", { path: { run_id: id } }, { every });
  if (data?.state === "done" && every) setEvery(false);
  if (error) return <ProblemNote error={error} />;
  return data ? <Count run={data} /> : null;
}

function Count({ run: { state, invited, passed_over: over, not_invited: named } }: { run: InvitationsView }) {
  return (
    <>
      <p className="notice">
        {t(state === "done" ? "invitations.done" : "invitations.running")} {tn("invitations.invited", invited)}{" "}
        {over > 0 && tn("invitations.over", over)}
      </p>
      {named.length > 0 && (
        <details className="more">
          <summary>{t("invitations.who")}</summary>
          <ul className="plain-list">
            {named.map(({ person, reason }) => (
              <li key={person.id}>
                <PersonLink person={person} />: {t(`invitations.not.${reason}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
