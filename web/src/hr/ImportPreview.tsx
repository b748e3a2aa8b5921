import { useState } from "react";

import type { DifferenceView, ImportView } from "../api/contract";
import { t, tOr } from "../text/hr";
import { ArrowIcon } from "../ui/icons";
import { PersonLink, Section, Tag } from "../ui/parts";
import { Choice, Figure } from "./parts";

type Fate = "all" | "created" | "updated" | "left";
const TONES = { created: "good", updated: "accent", left: "bad" } as const;

/** What the file would do: numbers, what is wrong by row, and each person's differences. */
export function ImportPreview({ found }: { found: ImportView }) {
  const { created, updated, unchanged, left, missing, problems, differences = [] } = found;
  return (
    <Section title={t("hr.import.preview")}>
      <div className="figures" role="status">
        <Figure n={created}>{t("hr.import.new")}</Figure>
        <Figure n={updated}>{t("hr.import.changed")}</Figure>
        <Figure n={unchanged}>{t("hr.import.unchanged")}</Figure>
        {left > 0 && (
          <Figure n={left} tone="bad">
            {t("hr.import.leaving")}
          </Figure>
        )}
        {problems.length > 0 && (
          <Figure n={problems.length} tone="bad">
            {t("hr.import.problems")}
          </Figure>
        )}
      </div>
      {problems.length > 0 && <Problems problems={problems} />}
      {differences.length > 0 && <Differences differences={differences} total={created + updated + left} />}
      {missing.length > 0 && left === 0 && (
        <details className="more">
          <summary>{t("hr.import.missing", { n: missing.length })}</summary>
          <p className="dim small">{t("hr.import.missing.hint")}</p>
          <p>
            {missing.map((person, i) => (
              <span key={person.id}>
                {i > 0 && ", "}
                <PersonLink person={person} />
              </span>
            ))}
          </p>
        </details>
      )}
    </Section>
  );
}

function Problems({ problems }: Pick<ImportView, "problems">) {
  return (
    <table className="table stacked import-problems" aria-label={t("hr.import.problems")}>
      <thead>
        <tr>
          <th scope="col">{t("hr.import.row")}</th>
          <th scope="col">{t("hr.import.column")}</th>
          <th scope="col">{t("hr.import.wrong")}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ row, pointer, detail }, i) => (
          <tr key={i}>
            <th scope="row">{t("hr.import.rowN", { n: row })}</th>
            <td data-label={t("hr.import.column")}>{pointer ? tOr("hr.field", pointer.slice(1)) : "–"}</td>
            <td data-label={t("hr.import.wrong")}>{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
              {difference.fields.length > 0 && <Fields fields={difference.fields} />}
            </span>
            <span className="row-end">
              <Tag tone={TONES[difference.fate as keyof typeof TONES] ?? "plain"}>
                {tOr("hr.import.fate", difference.fate)}
              </Tag>
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

function Fields({ fields }: Pick<DifferenceView, "fields">) {
  return (
    <dl className="field-changes">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{tOr("hr.field", field)}</dt>
          <dd>
            <del>{before || t("hr.import.empty")}</del>{" "}
            <ArrowIcon size={14} aria-label={t("hr.import.becomes")} role="img" aria-hidden={false} />{" "}
            <ins>{after || t("hr.import.empty")}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
