import { NativeSelect, NumberInput, Switch } from "@mantine/core";

import type { CompanyView, Rhythm } from "../../api/contract";
import { t } from "./text";
import { fieldError } from "../../ui/Problem";

type Settings = CompanyView["reflections"];
const RHYTHMS: Rhythm[] = ["off", "weekly", "two_weeks", "monthly"];
const YEAR = 365;

interface Set {
  settings: Settings;
  set: (part: Partial<Settings>) => void;
  error: Error | null;
}

/** How reflections are made and kept. */
export function ReflectionSettings({ settings, set, error }: Set) {
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
      clampBehavior="none"
      error={error}
      onChange={(typed) => typeof typed === "number" && onChange(typed)}
    />
  );
}
