import type { ReactNode } from "react";

import { t } from "../text/hr";
import { CloseIcon } from "../ui/icons";

export interface Named {
  id: string;
  name: string;
}

interface Chosen {
  people: readonly Named[];
  remove: (id: string) => void;
  /** How somebody is shown; by name where it is left out. */
  children?: (person: Named) => ReactNode;
}

/** People who were chosen one by one, each to be taken out again. */
export function Chips({ people, remove, children = ({ name }) => name }: Chosen) {
  return (
    <ul className="chips" aria-label={t("hr.who.list")}>
      {people.map((person) => (
        <li key={person.id}>
          {children(person)}
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
