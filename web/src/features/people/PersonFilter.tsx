import { useApiQuery } from "../../api/hooks";
import { PersonPicker } from "./PersonPicker";

interface Filtering {
  label: string;
  /** "" for anyone. */
  id: string;
  onChange: (id: string) => void;
}

/** Whose rows a list shows, or by whom: found by name, kept in the address by id. */
export function PersonFilter({ label, id, onChange }: Filtering) {
  const known = useApiQuery("GET /people/{person_id}", { path: { person_id: id } }, { when: id !== "" });
  const value = id ? { id, name: known.data?.name ?? "…" } : null;
  return (
    <PersonPicker
      key={known.data?.name ?? id}
      label={label}
      value={value}
      onChange={(person) => onChange(person?.id ?? "")}
    />
  );
}
