import type { PersonStatus } from "../../api/contract";
import { t } from "./text/hr";
import { Choice } from "../../ui/Choice";

interface Chosen {
  status: PersonStatus;
  onChange: (status: PersonStatus) => void;
}

/** Those who are here, or those who left: for HR admins. */
export default function StatusChoice({ status, onChange }: Chosen) {
  return (
    <Choice
      label={t("hr.people.show")}
      value={status}
      onChange={onChange}
      values={(["active", "left"] as const).map((value) => ({ value, label: t(`hr.people.${value}`) }))}
    />
  );
}
