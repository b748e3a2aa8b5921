import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import type { HeldView } from "../../api/contract";
import { usePages, useApiMutation } from "../../api/hooks";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { routes } from "./routes";
import { t, tOr } from "./text/hr";
import { Confirm } from "../../ui/Confirm";
import { PersonLink } from "./PersonLink";
import { Empty, Moment, Tag } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { FieldChanges } from "./FieldChanges";

const TOUCHED = [
  "GET /people/held",
  "GET /people",
  "GET /people/{person_id}",
  "GET /people/{person_id}/reports",
] as const;
type Decision = "confirm" | "discard";

/** Changes of the directory that the person who asked for them may not make alone. */
export default function Held() {
  const list = usePages("GET /people/held");
  return (
    <ListPage
      title={t("hr.held.title")}
      lead={t("hr.held.lead")}
      list={list}
      empty={
        <Empty title={t("hr.held.none")} action={<ToPeople />}>
          {t("hr.held.none.hint")}
        </Empty>
      }
    >
      {(changes) => (
        <Rows items={changes} label={t("hr.held.title")} keyOf={({ id }) => id}>
          {(one) => <Row one={one} />}
        </Rows>
      )}
    </ListPage>
  );
}

function ToPeople() {
  return (
    <Button component={Link} href={routes.people} variant="default">
      {t("hr.held.none.people")}
    </Button>
  );
}

function Row({ one }: { one: HeldView }) {
  const [asking, setAsking] = useState<Decision | null>(null);
  const decisions = (["discard", "confirm"] as const).filter((decision) => one.actions.includes(decision));
  const name = one.person.name;
  return (
    <div className="row">
      <div className="row-main">
        <div>
          <span className="row-title">
            <PersonLink person={one.person} />
          </span>{" "}
          <Tag tone={one.kind === "leave" ? "bad" : "plain"}>{tOr("hr.held.kind", one.kind)}</Tag>
        </div>
        <FieldChanges fields={one.fields} />
        <p className="dim small held-why">
          {tOr("hr.held.reason", one.reason)} <Asked one={one} />
        </p>
      </div>
      <div className="row-end">
        {decisions.length === 0 && <span className="dim small">{t("hr.held.other")}</span>}
        <Group gap="xs">
          {decisions.map((decision) => (
            <Button
              key={decision}
              variant={decision === "confirm" ? "filled" : "default"}
              size="sm"
              aria-label={t(`hr.held.${decision}.who`, { name })}
              onClick={() => setAsking(decision)}
            >
              {t(`hr.held.${decision}`)}
            </Button>
          ))}
        </Group>
      </div>
      {asking && <Deciding one={one} decision={asking} close={() => setAsking(null)} />}
    </div>
  );
}

function Asked({ one: { asked_by: who, asked_at: at, row } }: { one: HeldView }) {
  return (
    <>
      {who && t("hr.held.asked", { name: who.name })} {at && <Moment at={at} />}
      {row !== undefined && `, ${t("hr.held.row", { n: row })}`}
    </>
  );
}

/** What is confirmed, or discarded, once more. */
function Deciding({ one, decision, close }: { one: HeldView; decision: Decision; close: () => void }) {
  const mutation = useApiMutation(`POST /people/held/{held_id}/${decision}`, TOUCHED);
  const toast = useToast();
  const name = one.person.name;
  const role = one.kind === "role";
  const carryOut = async (): Promise<void> => {
    if (!(await mutation.mutate({ path: { held_id: one.id } }))) return;
    close();
    toast(t(`hr.held.${decision}.done`, { name }));
  };
  return (
    <Confirm
      opened
      title={t(`hr.held.${decision}.title`, { name })}
      yes={t(`hr.held.${decision}`)}
      danger={decision === "confirm" && one.kind === "leave"}
      busy={mutation.busy}
      onYes={() => void carryOut()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t(role ? `hr.held.${decision}.role` : `hr.held.${decision}.text`)}</p>
      <FieldChanges fields={one.fields} />
      <ProblemNote error={mutation.error} />
    </Confirm>
  );
}
