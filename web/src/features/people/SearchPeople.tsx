import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useId, useState } from "react";
import { useLocation } from "wouter";

import type { PersonLine } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { t } from "./text";
import { Modal } from "../../ui/Dialog";
import { SearchIcon } from "../../ui/icons";
import { Face } from "../../ui/parts";
import "./found.css";

const SHOWN = 8;

interface Listed {
  id: string;
  people: readonly PersonLine[];
  at: number;
  point: (at: number) => void;
  choose: (id: string) => void;
}

function Found({ id, people, at, point, choose }: Listed) {
  return (
    <div id={id} role="listbox" aria-label={t("people.title")} className="found">
      {people.map((person, i) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
        <div
          key={person.id}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === at}
          onClick={() => choose(person.id)}
          onPointerMove={() => point(i)}
        >
          <Face name={person.name} />
          <span>
            {person.name}
            <span className="dim small" style={{ display: "block" }}>
              {[person.title, person.department].filter(Boolean).join(" · ")}
            </span>
          </span>
        </div>
      ))}
    </div>
  );
}

/** Ctrl-K: a name, arrow keys, Enter. */
export default function SearchPeople({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [query] = useDebouncedValue(typed.trim(), 180);
  const asked = useApiQuery("GET /people", { query: { query, limit: SHOWN } }, { when: query.length >= 2 });
  const found = query.length >= 2 ? (asked.data?.items ?? []) : [];
  const [, navigate] = useLocation();
  const list = useId();
  const go = (id: string | undefined): void => {
    if (!id) return;
    close();
    navigate(`/people/${id}`);
  };
  const press = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && found.length) {
      event.preventDefault();
      setAt((before) => (before + step + found.length) % found.length);
    }
    if (event.key === "Enter") go(found[at]?.id);
  };
  const hint =
    query.length < 2 ? t("search.short") : asked.data && found.length === 0 ? t("search.none") : t("search.hint");
  return (
    <Modal opened onClose={close} title={<strong>{t("search.title")}</strong>} yOffset="12vh" centered={false}>
      <TextInput
        role="combobox"
        aria-label={t("search.title")}
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
        placeholder={t("search.placeholder")}
        leftSection={<SearchIcon size={16} />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
        data-autofocus
        size="md"
      />
      <Found id={list} people={found} at={at} point={setAt} choose={go} />
      <p className="dim small" role="status" style={{ margin: "0.75rem 0 0" }}>
        {hint}
      </p>
    </Modal>
  );
}
