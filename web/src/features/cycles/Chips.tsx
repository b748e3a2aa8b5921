import { useApiQuery } from "../../api/hooks";
import { t } from "./text";
import { CloseIcon } from "../../ui/icons";
import type { Named } from "./draft";

interface Chosen {
  label?: string;
  people: readonly Named[];
  remove: (id: string) => void;
}

/** People who were chosen one by one, each to be taken out again. */
export function Chips({ people, remove, label = t("hr.who.list") }: Chosen) {
  return (
    <ul className="chips" aria-label={label}>
      {people.map((person) => (
        <li key={person.id}>
          {person.name || <Name id={person.id} />}
          <button
            type="button"
            aria-label={t("hr.who.remove", { name: person.name || person.id })}
            onClick={() => remove(person.id)}
          >
            <CloseIcon size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The name of someone of whom only the id is known. */
function Name({ id }: { id: string }) {
  return <>{useApiQuery("GET /people/{person_id}", { path: { person_id: id } }).data?.name ?? "…"}</>;
}
