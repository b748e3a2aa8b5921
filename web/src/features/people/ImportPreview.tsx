import { type ReactNode, useState } from "react";

import type { DifferenceView, ImportView } from "../../api/contract";
import { language } from "../../text/speaking";
import { t, tn, tOr } from "./text/hr";
import { Section, Tag } from "../../ui/parts";
import { ByRow } from "./ByRow";
import { FieldChanges } from "./FieldChanges";
import { ImportColumns } from "./ImportColumns";
import type { Choices } from "./importChoices";
import { People } from "./ImportRun";
import { Figure } from "../../ui/Figure";
import { Choice } from "../../ui/Choice";

/** Of those who are not in the file, shown by name. */
const NAMED = 500;
type Fate = "all" | "created" | "updated" | "left";
const TONES = { created: "good", updated: "accent", left: "bad" } as const;

interface Previewed {
  found: ImportView;
  choices: Choices;
  choose: (part: Partial<Choices>) => void;
}

/** What the file would do: numbers, what is wrong by row, and each person's differences. */
export function ImportPreview({ found, choices, choose }: Previewed) {
  const { created, updated, left, problems, held, notes, differences = [] } = found;
  return (
    <Section title={t("hr.import.preview")}>
      <Figures found={found} />
      {problems.length > 0 && <ByRow label={t("hr.import.problems")} said={t("hr.import.wrong")} told={problems} />}
      <ImportColumns columns={found.columns} problems={problems} choices={choices} choose={choose} />
      <ZonesGiven zones={found.zones} />
      {held.length > 0 && (
        <Part title={tn("hr.import.holds", held.length)} hint={t("hr.import.holds.hint")}>
          <ByRow label={t("hr.import.held")} said={t("hr.import.why")} told={held} />
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={tn("hr.import.notes", notes.length)} hint={t("hr.import.notes.hint")}>
          <ByRow label={t("hr.import.noted")} said={t("hr.import.why")} told={notes} />
        </Part>
      )}
      {differences.length > 0 && <Differences differences={differences} total={created + updated + left} />}
      {found.state === "previewed" && <p className="dim small">{t("hr.import.tooMany")}</p>}
      <Missing found={found} />
    </Section>
  );
}

function Figures({ found: { created, updated, unchanged, left, held, problems } }: Pick<Previewed, "found">) {
  return (
    <div className="figures" role="status">
      <Figure n={created}>{t("hr.import.new")}</Figure>
      <Figure n={updated}>{t("hr.import.changed")}</Figure>
      <Figure n={unchanged}>{t("hr.import.unchanged")}</Figure>
      {left > 0 && (
        <Figure n={left} tone="bad">
          {t("hr.import.leaving")}
        </Figure>
      )}
      {held.length > 0 && <Figure n={held.length}>{t("hr.import.held")}</Figure>}
      {problems.length > 0 && (
        <Figure n={problems.length} tone="bad">
          {t("hr.import.problems")}
        </Figure>
      )}
    </div>
  );
}

/** Who is in the directory and not in the file. */
function Missing({ found: { missing, missing_count: count, left } }: Pick<Previewed, "found">) {
  if (count === 0 || left > 0) return null;
  return (
    <details className="more">
      <summary>{t("hr.import.missing", { n: count.toLocaleString(language) })}</summary>
      <p className="dim small">{t("hr.import.missing.hint")}</p>
      <People people={missing.slice(0, NAMED)} />
      {count > NAMED && <p className="dim small">{t("hr.import.onlyFirst", { n: NAMED, total: count })}</p>}
    </details>
  );
}

const ORIGINS = ["given", "location", "department", "company", "kept"] as const;

/** How many have their time zone from where. */
function ZonesGiven({ zones }: Pick<ImportView, "zones">) {
  const found = ORIGINS.map((origin) => ({ origin, n: zones[origin] ?? 0 })).filter(({ n }) => n > 0);
  if (found.length === 0) return null;
  return (
    <p className="zones-given">
      <strong>{t("hr.import.zones")}</strong>{" "}
      {found.map(({ origin, n }) => t(`hr.import.zones.${origin}`, { n: n.toLocaleString(language) })).join(" · ")}
    </p>
  );
}

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <div className="import-part">
      <h3>{title}</h3>
      <p className="dim small">{hint}</p>
      {children}
    </div>
  );
}

function Differences({ differences, total }: { differences: DifferenceView[]; total: number }) {
  const [fate, setFate] = useState<Fate>("all");
  const fates = (["all", "updated", "created", "left"] as const).filter(
    (one) => one === "all" || differences.some((difference) => difference.fate === one),
  );
  const shown = differences.filter((difference) => fate === "all" || difference.fate === fate);
  return (
    <>
      {fates.length > 2 && (
        <Choice
          label={t("hr.import.show")}
          value={fate}
          onChange={setFate}
          values={fates.map((value) => ({ value, label: t(`hr.import.show.${value}`) }))}
        />
      )}
      <ul className="rows" aria-label={t("hr.import.differences")}>
        {shown.map((difference) => (
          <li key={difference.fate + difference.about + difference.name} className="row difference">
            <span className="row-main">
              <span className="row-title">{difference.name}</span> <span className="dim small">{difference.about}</span>
              {difference.fields.length > 0 && <FieldChanges fields={difference.fields} />}
            </span>
            <span className="row-end">
              <Tag tone={TONES[difference.fate] ?? "plain"}>{tOr("hr.import.fate", difference.fate)}</Tag>
            </span>
          </li>
        ))}
      </ul>
      {total > differences.length && (
        <p className="dim small">{t("hr.import.onlyFirst", { n: differences.length, total })}</p>
      )}
    </>
  );
}
