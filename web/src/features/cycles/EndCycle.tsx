import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";

import type { CycleView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { CopyIcon } from "../../ui/icons";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";

const ENDS = ["close", "cancel", "archive"] as const;
type End = (typeof ENDS)[number];
const AFTERWARDS = [
  "GET /cycles",
  "GET /cycles/{cycle_id}",
  "GET /cycles/{cycle_id}/reviews",
  "GET /cycles/{cycle_id}/progress",
] as const;

/** The ways in which a cycle ends, as far as they are open now. */
export function EndCycle({ cycle }: { cycle: CycleView }) {
  const [asking, setAsking] = useState<End | null>(null);
  const ends = ENDS.filter((name) => cycle.actions.includes(name));
  return (
    <>
      {ends.map((name) => (
        <Button
          key={name}
          variant="default"
          size="sm"
          c={name === "cancel" ? "var(--bad)" : undefined}
          onClick={() => setAsking(name)}
        >
          {t(`hr.end.${name}`)}
        </Button>
      ))}
      {asking && <Ending cycle={cycle} name={asking} close={() => setAsking(null)} />}
    </>
  );
}

function Ending({ cycle, name, close }: { cycle: CycleView; name: End; close: () => void }) {
  const command = useApiMutation(`POST /cycles/{cycle_id}/${name}`, AFTERWARDS);
  const toast = useToast();
  const go = async (): Promise<void> => {
    if (!(await command.mutate({ path: { cycle_id: cycle.id } }))) return;
    toast(t(`hr.end.${name}.done`));
    close();
  };
  return (
    <Confirm
      opened
      title={t(`hr.end.${name}.title`, { name: cycle.name })}
      yes={t(`hr.end.${name}`)}
      no={t("hr.end.no")}
      danger={name === "cancel"}
      busy={command.busy}
      onYes={() => void go()}
      onNo={close}
    >
      <p style={{ margin: 0 }}>{t(`hr.end.${name}.text`)}</p>
      <ProblemNote error={command.error} />
    </Confirm>
  );
}

/** The same again as a draft, moved on by the length of the cycle. */
export function CopyCycle({ cycle }: { cycle: CycleView }) {
  const [name, setName] = useState<string | null>(null);
  const copy = useApiMutation("POST /cycles/{cycle_id}/copy", ["GET /cycles"]);
  const [, navigate] = useLocation();
  const toast = useToast();
  if (!cycle.actions.includes("copy")) return null;
  const go = async (): Promise<void> => {
    const told = await copy.mutate({ path: { cycle_id: cycle.id }, body: { name: name?.trim() ?? null } });
    if (!told) return;
    setName(null);
    toast(t("hr.copy.done"));
    navigate(`/hr/cycles/${told.body.id}`);
  };
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<CopyIcon size={16} />}
        onClick={() => setName(t("hr.copy.name", { name: cycle.name }))}
      >
        {t("hr.copy")}
      </Button>
      <Confirm
        opened={name !== null}
        title={t("hr.copy.title")}
        yes={t("hr.copy")}
        busy={copy.busy}
        disabled={!name?.trim()}
        onYes={() => void go()}
        onNo={() => setName(null)}
      >
        <p style={{ marginTop: 0 }}>{t("hr.copy.text")}</p>
        <TextInput
          label={t("hr.wizard.name")}
          value={name ?? ""}
          error={fieldError(copy.error, "/name")}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          data-autofocus
        />
        <ProblemNote error={copy.error} placed={["/name"]} />
      </Confirm>
    </>
  );
}
