import { type DateName, type Dates, type Draft, filterOf, numbersOf } from "./draft";
import { t } from "./text";

/** What is wrong, by the JSON pointer of its field, as the API would say it; found while someone types. */
export type Problems = Readonly<Record<string, string>>;

export const STEPS = ["basics", "people", "timeline", "options"] as const;
export type Step = (typeof STEPS)[number];

const ORDER = ["opens_on", "self_due_on", "manager_due_on", "sign_due_on", "closes_on"] as const;

/** Dates that are missing or out of order, each at its own field. */
export function dateProblems(dates: Dates, calibration: boolean): Problems {
  const found: Record<string, string> = {};
  ORDER.forEach((name, i) => {
    const before = ORDER[i - 1];
    if (!dates[name]) found[at(name)] = t("hr.check.date");
    else if (before && dates[before] && dates[name] < dates[before]) {
      found[at(name)] = t("hr.check.order", { before: t(`hr.date.${before}`) });
    }
  });
  const from = dates.share_from;
  if (calibration && from && (from < dates.opens_on || from > dates.sign_due_on))
    found[at("share_from")] = t("hr.check.shareFrom");
  return found;
}

const at = (name: DateName): string => `/timeline/${name}`;

/** All that can be seen before anything is sent. */
export function problemsOf({ name, questionnaire_id, who, timeline, options }: Draft): Problems {
  const found: Record<string, string> = { ...dateProblems(timeline, options.calibration) };
  if (!name.trim()) found["/name"] = t("hr.check.name");
  if (!questionnaire_id) found["/questionnaire_id"] = t("hr.check.questionnaire");
  if (who.way === "filter" && !filterOf(who.filter)) found["/participants/filter"] = t("hr.check.filter");
  if (who.way === "list" && who.people.length === 0) found["/participants"] = t("hr.check.list");
  for (const name of ["days_before", "days_after"] as const) {
    if (numbersOf(options[name]).some((days) => days < 0)) found[`/options/reminders/${name}`] = t("hr.check.days");
  }
  if (options.rated) Object.assign(found, scaleProblems("/options/ratings/scale", options.scale));
  if (options.charted && !(options.x_label.trim() && options.y_label.trim()))
    found["/options/chart_2d/x_label"] = t("hr.check.axes");
  return found;
}

/** A scale needs two steps at least, each with a label and a value of its own. */
export function scaleProblems(pointer: string, scale: readonly { value: number; label: string }[]): Problems {
  const found: Record<string, string> = {};
  if (scale.length < 2) found[pointer] = t("hr.check.scale");
  scale.forEach(({ value, label }, i) => {
    if (!label.trim()) found[`${pointer}/${i}/label`] = t("hr.check.label");
    if (scale.findIndex((step) => step.value === value) < i) found[`${pointer}/${i}/value`] = t("hr.check.value");
  });
  return found;
}

/** On which step of the wizard a field stands. */
export function stepOf(pointer: string): Step {
  if (pointer.startsWith("/participants")) return "people";
  if (pointer.startsWith("/timeline")) return "timeline";
  return pointer.startsWith("/options") ? "options" : "basics";
}
