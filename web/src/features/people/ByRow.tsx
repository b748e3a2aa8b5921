import type { PersonRef } from "../../api/contract";
import { t, tOr } from "./text/hr";
import { type Coded, phrase } from "../../text/phrase";
import "../../text/sentences";
import { PersonLink } from "./PersonLink";
import "../../ui/grid/grid.css";
import "./import.css";

interface ApiAnswer extends Coded {
  row: number;
  pointer: string;
  person?: PersonRef;
}

/** What is said of single rows: which, of what in it, and what. */
export function ByRow({ label, said, told }: { label: string; said: string; told: readonly ApiAnswer[] }) {
  return (
    <table className="table stacked by-row" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("hr.import.row")}</th>
          <th scope="col">{t("hr.import.column")}</th>
          <th scope="col">{said}</th>
        </tr>
      </thead>
      <tbody>
        {told.map(({ row, pointer, person, ...what }, i) => (
          <tr key={i}>
            <th scope="row">{row > 0 ? t("hr.import.rowN", { n: row }) : t("hr.import.noRow")}</th>
            <td data-label={t("hr.import.column")}>{pointer ? tOr("hr.field", pointer.slice(1)) : "–"}</td>
            <td data-label={said}>
              {person && (
                <>
                  <PersonLink person={person} />:{" "}
                </>
              )}
              {phrase("field", what)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
