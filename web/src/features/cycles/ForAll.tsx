import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";

import { call, type ApiAnswer } from "../../api/call";
import type { CycleView, ProgressView } from "../../api/contract";
import { useRefresh } from "../../api/hooks";
import { useMe } from "../../api/me";
import { useNow } from "../../ui/clock";
import { RunDialog } from "./RunReport";
import { t, tn } from "./text";
import { dateIn, dateWords } from "../../text/dates";
import { Confirm } from "../../ui/Confirm";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { later } from "./draft";

const NAMES = ["nudge", "extend", "share"] as const;
export type ForAllName = (typeof NAMES)[number];
/** What of it a cycle allows, in our own order. */
export const forAllOf = (actions: readonly string[]): ForAllName[] => NAMES.filter((name) => actions.includes(name));

const OF_ONE: Record<ForAllName, readonly string[]> = {
  nudge: ["nudge"],
  extend: ["extend"],
  share: ["share_self", "share_manager"],
};
/** Whether any command for many reviews can do something with a review that allows these actions. */
export const canChoose = (actions: readonly string[]): boolean =>
  NAMES.some((name) => OF_ONE[name].some((one) => actions.includes(one)));

type Side = "self" | "manager" | "sign";
const DUE = { self: "self_due_on", manager: "manager_due_on", sign: "sign_due_on" } as const;
const SIDES = { extend: ["self", "manager", "sign"], share: ["self", "manager"] } as const;
interface Asked {
  cycle: CycleView;
  name: ForAllName;
  /** Only these people's reviews; everyone's where it is left out. */
  people?: readonly string[];
  done?: () => void;
}

/** A button, and the dialog behind it, for what is done with many reviews at once. */
export function ForAll({ cycle, name, people, done }: Asked) {
  const [opened, setOpened] = useState(false);
  const few = people !== undefined;
  return (
    <>
      <Button size={few ? "compact-sm" : "sm"} variant="default" onClick={() => setOpened(true)}>
        {t(few ? `hr.few.${name}` : `hr.all.${name}`)}
      </Button>
      {opened && (
        <Dialog
          cycle={cycle}
          name={name}
          {...(people && { people })}
          {...(done && { done })}
          close={() => setOpened(false)}
        />
      )}
    </>
  );
}

function Dialog({ cycle, name, people, done, close }: Asked & { close: () => void }) {
  const refresh = useRefresh();
  const [run, setRun] = useState("");
  const [side, setSide] = useState<Side>("self");
  const today = dateIn(useNow(), useMe().time_zone);
  const [until, setUntil] = useState(() => aWeekMore(cycle, "self", today));
  const { busy, error, go } = useGoing(cycle, name);
  const title = t(people ? `hr.few.${name}` : `hr.all.${name}`);
  const yes = async (): Promise<void> => setRun(await go({ side, until, person_ids: people ? [...people] : null }));
  const through = (): void => void refresh("GET /cycles/{cycle_id}/reviews", "GET /cycles/{cycle_id}/progress");
  const end = (): void => {
    done?.();
    close();
  };
  if (run) return <RunDialog id={run} title={title} through={through} close={end} />;
  return (
    <Confirm
      opened
      title={title}
      yes={t(`hr.all.${name}.yes`)}
      busy={busy}
      disabled={name === "extend" && !until}
      onYes={() => void yes()}
      onNo={close}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          {people ? tn("hr.few.for", people.length) : t("hr.all.for")} {t(`hr.all.${name}.text`)}
        </p>
        <Fields
          cycle={cycle}
          name={name}
          side={side}
          setSide={(next) => {
            setSide(next);
            setUntil(aWeekMore(cycle, next, today));
          }}
          until={until}
          setUntil={setUntil}
          error={error}
        />
        <ProblemNote error={error} placed={["/until"]} />
      </Stack>
    </Confirm>
  );
}

/** Giving the command; `go` answers the run that carries it out, or "" where it was refused. */
function useGoing({ id }: CycleView, name: ForAllName) {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (filled: Filled): Promise<string> => {
    setBusy(true);
    try {
      return (await command(name, id, filled)).body.run?.id ?? "";
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
      return "";
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, go };
}

/** A week after the deadline, or after today where that is past; never after the cycle closes. */
function aWeekMore({ timeline }: CycleView, side: Side, today: string): string {
  const due = timeline[DUE[side]];
  const wished = later(due > today ? due : today, 7);
  return wished < timeline.closes_on ? wished : timeline.closes_on;
}

interface FieldsProps {
  cycle: CycleView;
  name: ForAllName;
  side: Side;
  setSide: (side: Side) => void;
  until: string;
  setUntil: (until: string) => void;
  error: Error | null;
}

function Fields({ cycle, name, side, setSide, until, setUntil, error }: FieldsProps) {
  return (
    <>
      {name !== "nudge" && (
        <NativeSelect
          label={t("hr.all.side")}
          value={side}
          data={SIDES[name].map((value) => ({ value, label: t(`hr.stage.of.${value}`) }))}
          onChange={(event) => setSide(event.currentTarget.value as Side)}
        />
      )}
      {name === "extend" && (
        <TextInput
          type="date"
          label={t("review.do.extend.until")}
          description={t("hr.all.extend.now", {
            now: dateWords(cycle.timeline[DUE[side]]),
            closes: dateWords(cycle.timeline.closes_on),
          })}
          value={until}
          min={cycle.timeline[DUE[side]]}
          max={cycle.timeline.closes_on}
          error={fieldError(error, "/until")}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
    </>
  );
}

interface Filled {
  side: Side;
  until: string;
  person_ids: string[] | null;
}

function command(
  name: ForAllName,
  cycle_id: string,
  { side, until, person_ids }: Filled,
): Promise<ApiAnswer<ProgressView>> {
  const path = { cycle_id };
  if (name === "nudge") return call("POST /cycles/{cycle_id}/nudge", { path, body: { person_ids } });
  if (name === "extend") return call("POST /cycles/{cycle_id}/extend", { path, body: { side, until, person_ids } });
  return call("POST /cycles/{cycle_id}/share", { path, body: { side: side === "sign" ? "self" : side, person_ids } });
}
