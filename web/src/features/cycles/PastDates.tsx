import { Checkbox } from "@mantine/core";

import { language } from "../../text/speaking";
import { t } from "./text";
import { type DateName, DATES } from "./draft";

/** Which of these days are over. */
export const pastIn = (dates: Partial<Record<DateName, string | null>>, today: string): DateName[] =>
  DATES.filter((name) => (dates[name] ?? today) < today);

interface Past {
  dates: readonly DateName[];
  meant: boolean;
  set: (meant: boolean) => void;
}

/** A date in the past is nearly always a slip: it has to be confirmed. */
export function PastDates({ dates, meant, set }: Past) {
  const names = new Intl.ListFormat(language).format(
    dates.map((name) => t("hr.dates.past.name", { name: t(`hr.date.${name}`) })),
  );
  return (
    <div className="notice" role="alert">
      <p style={{ marginTop: 0 }}>
        {dates.length > 0 && (
          <strong>{t(dates.length === 1 ? "hr.dates.past.one" : "hr.dates.past.other", { dates: names })} </strong>
        )}
        {t("hr.dates.past.text")}
      </p>
      <Checkbox
        label={t("hr.dates.past.confirm")}
        checked={meant}
        onChange={(event) => set(event.currentTarget.checked)}
      />
    </div>
  );
}
