import { NativeSelect } from "@mantine/core";

import type { ColumnView, ImportView } from "../../api/contract";
import { t, tn, tOr } from "./text/hr";
import { choiceOf, type Choices, FIELDS, questionsOf, RECOGNISED } from "./importChoices";

interface Read {
  columns: readonly ColumnView[];
  problems: ImportView["problems"];
  choices: Choices;
  choose: (part: Partial<Choices>) => void;
}

/** Each column of the file with what it was read as, which can be changed by hand. */
export function ImportColumns({ columns, problems, choices, choose }: Read) {
  if (columns.length === 0) return null;
  const read = columns.filter(({ field }) => field !== null).length;
  const over = columns.length - read;
  const summary = [tn("hr.import.columns.read", read), ...(over ? [tn("hr.import.columns.over", over)] : [])].join(
    ", ",
  );
  return (
    <details className="more" open={questionsOf(problems, choices).columns || undefined}>
      <summary>{summary}</summary>
      <p className="dim small">{t("hr.import.columns.hint")}</p>
      <table className="table stacked import-columns" aria-label={t("hr.import.columns")}>
        <thead>
          <tr>
            <th scope="col">{t("hr.import.heading")}</th>
            <th scope="col">{t("hr.import.readAs")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.column} data-over={column.field === null || undefined}>
              <th scope="row">{column.heading || t("hr.import.columnN", { n: column.column })}</th>
              <td data-label={t("hr.import.readAs")}>
                <Field column={column} choices={choices} choose={choose} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

type OfColumn = Pick<Read, "choices" | "choose"> & { column: ColumnView };

function Field({ column, choices, choose }: OfColumn) {
  const { heading } = column;
  const chosen = choiceOf(column, choices.columns);
  const recognised = chosen === RECOGNISED ? outcome(column) : t("hr.import.recognised");
  if (!heading) return <span className="dim">{outcome(column)}</span>;
  return (
    <NativeSelect
      aria-label={t("hr.import.readAs.of", { heading })}
      value={chosen}
      data={[
        { value: RECOGNISED, label: recognised },
        { value: "", label: t("hr.import.over") },
        ...FIELDS.map((value) => ({ value, label: tOr("hr.field", value) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        choose({ columns: { ...choices.columns, [heading]: value === RECOGNISED ? null : value } })
      }
    />
  );
}

/** What became of a column by itself. */
function outcome({ field, instead }: ColumnView): string {
  if (field) return t("hr.import.recognisedAs", { field: tOr("hr.field", field) });
  return instead ? t("hr.import.over.instead", { heading: instead }) : t("hr.import.over.unknown");
}
