import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";

import type { CycleView, JoinedView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { PersonPicker } from "../people";
import { t, tn } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/sentences";
import { Confirm } from "../../ui/Confirm";
import { Modal } from "../../ui/Dialog";
import { PlusIcon } from "../../ui/icons";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { Chips } from "./Chips";
import type { Named } from "./draft";

const OUT: readonly JoinedView["outcome"][] = ["refused", "unchanged"];

/** Late joiners: anyone who is added gets a review at once. */
export function AddPeople({ cycle }: { cycle: CycleView }) {
  const [opened, setOpened] = useState(false);
  if (!cycle.actions.includes("add_participants")) return null;
  return (
    <>
      <Button variant="default" size="sm" leftSection={<PlusIcon size={16} />} onClick={() => setOpened(true)}>
        {t("hr.join")}
      </Button>
      {opened && <Dialog cycle={cycle} close={() => setOpened(false)} />}
    </>
  );
}

function whyNot({ reason: code, params = {}, detail = "" }: JoinedView): string {
  return code ? phrase("plan", { code, params, detail }) : t("hr.join.already");
}

function Dialog({ cycle, close }: { cycle: CycleView; close: () => void }) {
  const [people, setPeople] = useState<Named[]>([]);
  const join = useApiMutation("POST /cycles/{cycle_id}/participants", [
    "GET /cycles/{cycle_id}",
    "GET /cycles/{cycle_id}/reviews",
    "GET /cycles/{cycle_id}/progress",
  ]);
  const toast = useToast();
  const [joined, setJoined] = useState<readonly JoinedView[] | null>(null);
  const go = async (): Promise<void> => {
    const told = await join.mutate({ path: { cycle_id: cycle.id }, body: { person_ids: people.map(({ id }) => id) } });
    if (!told) return;
    const each = told.body.people ?? [];
    if (each.some(({ outcome }) => OUT.includes(outcome))) {
      setJoined(each);
      return;
    }
    toast(tn("hr.join.done", each.length));
    close();
  };
  if (joined) return <Outcome joined={joined} close={close} />;
  return (
    <Confirm
      opened
      title={t("hr.join")}
      yes={t("hr.join.yes")}
      busy={join.busy}
      disabled={people.length === 0}
      onYes={() => void go()}
      onNo={close}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{t("hr.join.text")}</p>
        <PersonPicker
          key={people.length}
          label={t("hr.who.add")}
          value={null}
          onChange={(person) => person && setPeople([...people, { id: person.id, name: person.name }])}
          without={people.map(({ id }) => id)}
        />
        {people.length > 0 && (
          <Chips people={people} remove={(id) => setPeople(people.filter((one) => one.id !== id))} />
        )}
        <ProblemNote error={join.error} />
      </Stack>
    </Confirm>
  );
}

/** What became of each, where someone was not added; those come first. */
function Outcome({ joined, close }: { joined: readonly JoinedView[]; close: () => void }) {
  const out = joined.filter(({ outcome }) => OUT.includes(outcome));
  const names = joined.filter((one) => !out.includes(one)).map(({ name }) => name);
  return (
    <Modal opened onClose={close} title={<strong>{tn("hr.join.out", out.length)}</strong>}>
      <div role="status">
        <ul className="plain-list">
          {out.map((one) => (
            <li key={one.person_id}>{t("hr.join.not", { name: one.name, why: whyNot(one) })}</li>
          ))}
        </ul>
        {names.length > 0 && <p>{t("hr.join.these", { names: names.join(", ") })}</p>}
      </div>
      <Group justify="flex-end" mt="lg">
        <Button onClick={close} data-autofocus>
          {t("app.close")}
        </Button>
      </Group>
    </Modal>
  );
}
