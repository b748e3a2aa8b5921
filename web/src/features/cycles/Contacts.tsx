import { PersonPicker } from "../people";
import { t } from "./text";
import { Chips } from "./Chips";
import type { Named } from "./draft";

interface Chosen {
  contacts: readonly Named[];
  set: (contacts: Named[]) => void;
  problem: (pointer: string) => string | undefined;
}

const WHERE = "/options/hr_contacts";

/** Whom people ask about the process; every review names them. */
export function Contacts({ contacts, set, problem }: Chosen) {
  const wrong = [WHERE, ...contacts.map((_, at) => `${WHERE}/${at}`)].map(problem).find(Boolean);
  return (
    <fieldset>
      <legend>{t("hr.options.contacts")}</legend>
      <p className="dim small contacts-help">{t("hr.options.contacts.help")}</p>
      <PersonPicker
        key={contacts.length}
        label={t("hr.options.contacts.add")}
        value={null}
        onChange={(person) => person && set([...contacts, { id: person.id, name: person.name }])}
        without={contacts.map(({ id }) => id)}
        error={wrong}
      />
      {contacts.length > 0 && (
        <Chips
          label={t("hr.options.contacts")}
          people={contacts}
          remove={(id) => set(contacts.filter((one) => one.id !== id))}
        />
      )}
    </fieldset>
  );
}
