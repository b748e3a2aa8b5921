import { Button, NativeSelect, NumberInput, Switch } from "@mantine/core";
import { useState } from "react";

import type { CompanyView, Rhythm } from "../api/contract";
import { useAsk, useTell } from "../api/hooks";
import { isHrAdmin, useMe } from "../app/me";
import { useTitle } from "../app/title";
import { t } from "../text/hr";
import { Await, NotFound, PageHead } from "../ui/parts";
import { fieldError, ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";
import { useLeavingGuard } from "./parts";
import "./hr.css";

const RHYTHMS: Rhythm[] = ["off", "weekly", "two_weeks", "monthly"];
const YEAR = 365;
/** What is shown at their fields. */
const PLACED = ["/reflections/max_minutes", "/reflections/max_megabytes", "/reflections/retention_days"];

/** What HR sets for the whole company. */
export default function Company() {
  useTitle(t("company.title"));
  const me = useMe();
  const asked = useAsk("GET /company", {}, { when: isHrAdmin(me) });
  if (!isHrAdmin(me)) return <NotFound />;
  return (
    <>
      <PageHead title={t("company.title")} lead={t("company.lead")} />
      <Await asked={asked}>{(company) => <Form key={asked.etag} company={company} etag={asked.etag ?? "0"} />}</Await>
    </>
  );
}

type Settings = Pick<CompanyView, "attachments" | "reflections">;

function Form({ company, etag }: { company: CompanyView; etag: string }) {
  const before: Settings = { reflections: company.reflections, attachments: company.attachments };
  const [draft, setDraft] = useState<Settings>(before);
  const save = useTell("PATCH /company", ["GET /company"]);
  const say = useSay();
  const changed = JSON.stringify(draft) !== JSON.stringify(before);
  useLeavingGuard(changed);
  const may = company.actions.includes("save");
  const set = (part: Partial<Settings["reflections"]>): void =>
    setDraft({ ...draft, reflections: { ...draft.reflections, ...part } });
  const done = async (): Promise<void> => {
    if (await save.tell({ body: draft, match: etag })) say(t("company.saved"));
  };
  return (
    <form className="card fields company" onSubmit={(event) => (event.preventDefault(), void done())}>
      <fieldset disabled={!may}>
        <legend>{t("company.reflections")}</legend>
        <p className="dim small lead">{t("company.privacy")}</p>
        <Reflections settings={draft.reflections} set={set} error={save.error} />
        <Switch
          label={t("company.attachments")}
          checked={draft.attachments.reflections}
          onChange={(event) => setDraft({ ...draft, attachments: { reflections: event.currentTarget.checked } })}
        />
      </fieldset>
      <ProblemNote error={save.error} placed={PLACED} />
      {may && (
        <div>
          <Button type="submit" disabled={!changed} loading={save.busy}>
            {t("app.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

interface Set {
  settings: Settings["reflections"];
  set: (part: Partial<Settings["reflections"]>) => void;
  error: Error | null;
}

function Reflections({ settings, set, error }: Set) {
  const { rhythm, max_minutes, max_megabytes, captions } = settings;
  return (
    <>
      <NativeSelect
        label={t("company.rhythm")}
        description={t("company.rhythm.help")}
        data={RHYTHMS.map((value) => ({ value, label: t(`company.rhythm.${value}`) }))}
        value={rhythm}
        onChange={(event) => set({ rhythm: event.currentTarget.value as Rhythm })}
      />
      <div className="field-grid">
        <Amount
          label={t("company.minutes")}
          value={max_minutes}
          range={[1, 60]}
          error={fieldError(error, "/reflections/max_minutes")}
          onChange={(n) => set({ max_minutes: n })}
        />
        <Amount
          label={t("company.megabytes")}
          value={max_megabytes}
          range={[10, 2000]}
          error={fieldError(error, "/reflections/max_megabytes")}
          onChange={(n) => set({ max_megabytes: n })}
        />
      </div>
      <Retention settings={settings} set={set} error={error} />
      <Switch
        label={t("company.captions")}
        description={t("company.captions.help")}
        checked={captions}
        onChange={(event) => set({ captions: event.currentTarget.checked })}
      />
    </>
  );
}

/** How long a video stays, where it is not kept for good. */
function Retention({ settings: { retention_days }, set, error }: Set) {
  return (
    <>
      <Switch
        label={t("company.keep")}
        checked={retention_days !== null}
        onChange={(event) => set({ retention_days: event.currentTarget.checked ? YEAR : null })}
      />
      {retention_days !== null && (
        <div className="indent">
          <Amount
            label={t("company.retention")}
            help={t("company.retention.help")}
            value={retention_days}
            range={[30, 3650]}
            error={fieldError(error, "/reflections/retention_days")}
            onChange={(n) => set({ retention_days: n })}
          />
        </div>
      )}
    </>
  );
}

interface Counted {
  label: string;
  help?: string;
  value: number;
  range: [number, number];
  error: string | undefined;
  onChange: (value: number) => void;
}

function Amount({ label, help, value, range: [min, max], error, onChange }: Counted) {
  return (
    <NumberInput
      label={label}
      description={help}
      value={value}
      min={min}
      max={max}
      allowDecimal={false}
      error={error}
      onChange={(typed) => typeof typed === "number" && onChange(typed)}
    />
  );
}
