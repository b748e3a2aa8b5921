import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";

import type { CyclePatch, CycleView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { Problem } from "../../api/problem";
import { useNow } from "../../ui/clock";
import { useMe } from "../../api/me";
import { RunDialog } from "./RunReport";
import { dateIn } from "../../text/dates";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { dateProblems } from "./checks";
import { Contacts } from "./Contacts";
import { DateFields } from "./DateFields";
import { contactsOf, DATES, type Dates, datesOf, type Named } from "./draft";
import { PastDates, pastIn } from "./PastDates";

interface Shown {
  cycle: CycleView;
  etag: string;
}

/** After the launch: another name, other dates, other contacts. Only those with something outstanding are notified. */
export function MoveDates({ cycle, etag }: Shown) {
  const [opened, setOpened] = useState(false);
  if (!cycle.actions.includes("patch")) return null;
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpened(true)}>
        {t("hr.dates.move")}
      </Button>
      {opened && <Dialog cycle={cycle} etag={etag} close={() => setOpened(false)} />}
    </>
  );
}

function Dialog({ cycle, etag, close }: Shown & { close: () => void }) {
  const { calibration = false } = cycle.options;
  const [dates, setDates] = useState(() => datesOf(cycle.timeline));
  const [name, setName] = useState(cycle.name);
  const [contacts, setContacts] = useState(() => contactsOf(cycle.options));
  const change = useApiMutation("PATCH /cycles/{cycle_id}", [
    "GET /cycles",
    "GET /cycles/{cycle_id}",
    "GET /cycles/{cycle_id}/reviews",
  ]);
  const toast = useToast();
  const local = dateProblems(dates, calibration);
  const body = changedIn(cycle, name.trim(), dates, contacts);
  const past = pastIn(body.timeline ?? {}, dateIn(useNow(), useMe().time_zone));
  const [meant, setMeant] = useState(false);
  const [run, setRun] = useState("");
  const asksPast = past.length > 0 || (change.error instanceof Problem && change.error.code === "date_in_past");
  const go = async (): Promise<void> => {
    const sent = { ...body, ...(asksPast && { confirm_past: meant }) };
    const told = await change.mutate({ path: { cycle_id: cycle.id }, body: sent, match: etag });
    if (!told) return;
    toast(t("hr.dates.moved"));
    if (told.body.run_id) setRun(told.body.run_id);
    else close();
  };
  if (run) return <RunDialog id={run} title={t("hr.dates.move")} close={close} />;
  return (
    <Confirm
      opened
      size="lg"
      title={t("hr.dates.move")}
      yes={t("app.save")}
      busy={change.busy}
      disabled={Object.keys(body).length === 0 || !name.trim() || Object.keys(local).length > 0 || (asksPast && !meant)}
      onYes={() => void go()}
      onNo={close}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{t("hr.dates.move.text")}</p>
        <TextInput
          label={t("hr.wizard.name")}
          value={name}
          error={fieldError(change.error, "/name")}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
        />
        <DateFields
          dates={dates}
          set={setDates}
          calibration={calibration}
          problem={(pointer) => local[pointer] ?? fieldError(change.error, pointer)}
          fixed={cycle.state === "open" ? ["opens_on"] : []}
        />
        <div className="fields">
          <Contacts contacts={contacts} set={setContacts} problem={(pointer) => fieldError(change.error, pointer)} />
        </div>
        {asksPast && <PastDates dates={past} meant={meant} set={setMeant} />}
        <ProblemNote error={change.error} placed={["/name", ...DATES.map((one) => `/timeline/${one}`)]} />
      </Stack>
    </Confirm>
  );
}

/** Only what is different from before. */
function changedIn(cycle: CycleView, name: string, dates: Dates, contacts: readonly Named[]): CyclePatch {
  const before = datesOf(cycle.timeline);
  const ids = contacts.map(({ id }) => id);
  const moved = DATES.filter((date) => before[date] !== dates[date]);
  return {
    ...(name !== cycle.name && { name }),
    ...(String(ids) !== String(cycle.options.hr_contacts ?? []) && { options: { hr_contacts: ids } }),
    ...(moved.length > 0 && { timeline: Object.fromEntries(moved.map((date) => [date, dates[date] || null])) }),
  };
}
