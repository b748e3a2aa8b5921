import { useApiQuery } from "../../api/hooks";
import { PersonPicker } from "./PersonPicker";
import { t } from "./text";

interface Filtering {
  id: string;
  change: (id: string) => void;
}

/** Of whom the rows are to be: found by name, kept in the address by id. */
export function ManagerFilter({ id, change }: Filtering) {
  const known = useApiQuery("GET /people/{person_id}", { path: { person_id: id } }, { when: id !== "" });
  const value = id ? { id, name: known.data?.name ?? "…" } : null;
  return (
    <PersonPicker
      key={known.data?.name ?? id}
      label={t("people.manager")}
      value={value}
      onChange={(person) => change(person?.id ?? "")}
    />
  );
}
