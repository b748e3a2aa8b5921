import { NativeSelect, NumberInput, TextInput } from "@mantine/core";

import { useMe } from "../../api/me";
import { useNow } from "../../ui/clock";
import { language } from "../../text/speaking";
import { type Key, t, tn } from "./text";
import { dateIn, daysWords } from "../../text/dates";
import { type DateName, type Dates, daysBetween, later } from "./draft";

interface Fields {
  dates: Dates;
  set: (dates: Dates) => void;
  calibration: boolean;
  problem: (pointer: string) => string | undefined;
  /** Also zone and grace, which cannot be changed once people rely on them. */
  whole?: boolean;
  /** Dates that cannot be moved anymore. */
  fixed?: readonly DateName[];
}

const ORDER: readonly DateName[] = [
  "opens_on",
  "self_due_on",
  "manager_due_on",
  "share_from",
  "sign_due_on",
  "closes_on",
];
const MOVED: readonly DateName[] = ORDER.slice(1);

/** The dates of a cycle, each with its weekday and how long it gives; moving the first one moves the others along. */
export function DateFields({ dates, set, calibration, problem, whole = false, fixed = [] }: Fields) {
  const today = dateIn(useNow(), useMe().time_zone);
  const change = (name: DateName, value: string): void => {
    const days = name === "opens_on" && whole && value && dates.opens_on ? daysBetween(dates.opens_on, value) : 0;
    const along = Object.fromEntries(
      MOVED.filter((one) => days && dates[one]).map((one) => [one, later(dates[one], days)]),
    );
    set({ ...dates, ...along, [name]: value });
  };
  return (
    <div className="fields">
      {whole && <p className="dim lead">{t("hr.dates.lead")}</p>}
      <div className="field-grid">
        {ORDER.filter((name) => name !== "share_from" || calibration).map((name) => (
          <TextInput
            key={name}
            type="date"
            label={t(`hr.date.${name}`)}
            description={<When name={name} dates={dates} today={today} />}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={dates[name]}
            disabled={fixed.includes(name)}
            error={problem(`/timeline/${name}`)}
            onChange={(event) => change(name, event.currentTarget.value)}
            required={name !== "share_from"}
          />
        ))}
      </div>
      {whole && <ZoneAndGrace dates={dates} set={set} problem={problem} />}
    </div>
  );
}

const BEFORE: Partial<Record<DateName, DateName>> = {
  self_due_on: "opens_on",
  manager_due_on: "self_due_on",
  sign_due_on: "manager_due_on",
  closes_on: "sign_due_on",
};

/** "Monday, 14 days after opening". */
function When({ name, dates, today }: { name: DateName; dates: Dates; today: string }) {
  const value = dates[name];
  if (!value) return <>{t("hr.dates.pick")}</>;
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(
    new Date(`${value}T00:00:00Z`),
  );
  const before = BEFORE[name];
  if (!before || !dates[before])
    return <>{t("hr.dates.when", { weekday, when: daysWords(daysBetween(today, value)) })}</>;
  if (value < dates[before]) return <>{weekday}</>;
  return (
    <>
      {t("hr.dates.after", {
        weekday,
        days: tn("hr.days", daysBetween(dates[before], value)),
        before: t(`hr.after.${before}` as Key),
      })}
    </>
  );
}

function ZoneAndGrace({ dates, set, problem }: Pick<Fields, "dates" | "set" | "problem">) {
  const zones = Intl.supportedValuesOf("timeZone");
  const grace = (name: "grace_self" | "grace_manager") => (
    <NumberInput
      label={t(`hr.dates.${name}`)}
      value={dates[name]}
      min={0}
      max={60}
      clampBehavior="none"
      error={problem("/timeline/grace_days")}
      onChange={(value) => set({ ...dates, [name]: typeof value === "number" ? value : 0 })}
    />
  );
  return (
    <details className="more">
      <summary>{t("hr.dates.more")}</summary>
      <div className="field-grid">
        <NativeSelect
          label={t("hr.dates.zone")}
          description={t("hr.dates.zone.help")}
          value={dates.time_zone}
          error={problem("/timeline/time_zone")}
          data={[
            { value: "", label: t("hr.dates.zone.own") },
            ...new Set([...zones, ...(dates.time_zone ? [dates.time_zone] : [])]),
          ]}
          onChange={(event) => set({ ...dates, time_zone: event.currentTarget.value })}
        />
        <p className="dim small field-whole">{t("hr.dates.grace")}</p>
        {grace("grace_self")}
        {grace("grace_manager")}
      </div>
    </details>
  );
}
