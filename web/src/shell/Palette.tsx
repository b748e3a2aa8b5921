import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLocation } from "wouter";

import { Modal } from "../ui/Dialog";
import type { Found } from "../ui/feature";
import { SearchIcon } from "../ui/icons";
import { type Group, useFound } from "./found";
import { t, tn } from "./text/palette";
import "./palette.css";

const PAUSE = 180;

/** Ctrl-K: people, own items and commands by a few letters, arrow keys, Enter. */
export default function Palette({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [words] = useDebouncedValue(typed.trim(), PAUSE);
  const { groups, searching, failed } = useFound(typed.trim(), words);
  const all = groups.flatMap(({ found }) => found);
  const chosen = all[Math.min(at, all.length - 1)];
  const [, navigate] = useLocation();
  const list = useId();
  const idOf = ({ key }: Found): string => `${list}-${all.findIndex((one) => one.key === key)}`;
  const go = (found: Found | undefined): void => {
    if (!found) return;
    close();
    navigate(found.path);
  };
  const press = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && all.length) {
      event.preventDefault();
      setAt((Math.min(at, all.length - 1) + step + all.length) % all.length);
    }
    if (event.key === "Enter") go(chosen);
  };
  const said = failed
    ? t("palette.failed")
    : all.length > 0
      ? typed.trim() === ""
        ? t("palette.hint")
        : tn("palette.found", all.length)
      : t(searching ? "palette.searching" : "palette.none");
  return (
    <Modal opened onClose={close} title={<strong>{t("palette.title")}</strong>} yOffset="10vh" centered={false}>
      <TextInput
        role="combobox"
        aria-label={t("palette.label")}
        aria-expanded={all.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen && idOf(chosen)}
        placeholder={t("palette.placeholder")}
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
      <div id={list} role="listbox" aria-label={t("palette.title")} className="found">
        {groups.map((group) => (
          <FoundGroup
            key={group.title}
            group={group}
            chosen={chosen}
            idOf={idOf}
            point={(found) => setAt(all.indexOf(found))}
            go={go}
          />
        ))}
      </div>
      <p className="dim small found-said" role="status">
        {said}
      </p>
    </Modal>
  );
}

interface Shown {
  group: Group;
  chosen: Found | undefined;
  idOf: (found: Found) => string;
  point: (found: Found) => void;
  go: (found: Found) => void;
}

function FoundGroup({ group: { title, found }, chosen, idOf, point, go }: Shown) {
  const heading = useId();
  return (
    <div role="group" aria-labelledby={heading}>
      <div id={heading} role="presentation" className="found-heading">
        {title}
      </div>
      {found.map((one) => (
        <Option
          key={one.key}
          id={idOf(one)}
          found={one}
          selected={one === chosen}
          point={() => point(one)}
          go={() => go(one)}
        />
      ))}
    </div>
  );
}

interface Chosen {
  id: string;
  found: Found;
  selected: boolean;
  point: () => void;
  go: () => void;
}

function Option({ id, found: { title, about, icon }, selected, point, go }: Chosen) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) here.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the field
    <div
      ref={here}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      onClick={go}
      onPointerMove={selected ? undefined : point}
    >
      <span className="found-icon">{icon}</span>
      <span>
        {title}
        {about && <span className="dim small found-about">{about}</span>}
      </span>
    </div>
  );
}
