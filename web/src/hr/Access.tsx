import { Button } from "@mantine/core";

import type { PersonView } from "../api/contract";
import { useTell } from "../api/hooks";
import { t } from "../text/hr";
import { Section } from "../ui/parts";
import { ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";
import "./access.css";

export const TOUCHED = ["GET /people/{person_id}", "GET /people/held"] as const;

/** For HR: how somebody gets in, and what still keeps a role from opening anything. */
export default function Access({ person }: { person: PersonView }) {
  if (!person.unconfirmed_roles?.length) return null;
  return (
    <Section title={t("hr.access.title")}>
      <div className="card access">
        <Role person={person} />
      </div>
    </Section>
  );
}

function Role({ person }: { person: PersonView }) {
  const confirm = useTell("POST /people/{person_id}/confirm-roles", TOUCHED);
  const say = useSay();
  const carryOut = async (): Promise<void> => {
    if (await confirm.tell({ path: { person_id: person.id } })) say(t("hr.access.role.done", { name: person.name }));
  };
  return (
    <div className="access-line">
      <div>
        <strong>{t("hr.access.role")}</strong>
        <p className="dim small">{t("hr.access.role.hint", { name: person.name })}</p>
        <ProblemNote error={confirm.error} />
      </div>
      {person.actions.includes("confirm_roles") && (
        <Button variant="default" size="sm" loading={confirm.busy} onClick={() => void carryOut()}>
          {t("hr.access.role.confirm")}
        </Button>
      )}
    </div>
  );
}
