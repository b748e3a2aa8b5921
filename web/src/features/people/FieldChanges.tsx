import type { FieldChangeView } from "../../api/contract";
import { t, tOr } from "./text/hr";
import { ArrowIcon } from "../../ui/icons";
import "./changes.css";

/** Fields of someone's entry, before and after. */
export function FieldChanges({ fields }: { fields: readonly FieldChangeView[] }) {
  return (
    <dl className="field-changes">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{tOr("hr.field", field)}</dt>
          <dd>
            <del>{shown(field, before)}</del>{" "}
            <ArrowIcon size={14} aria-label={t("hr.import.becomes")} role="img" aria-hidden={false} />{" "}
            <ins>{shown(field, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Roles and statuses come as the API's words. */
function shown(field: string, value: string): string {
  if (!value) return t("hr.import.empty");
  if (field !== "roles" && field !== "status") return value;
  return value
    .split(", ")
    .map((word) => tOr(`hr.value.${field}`, word))
    .join(", ");
}
