import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { useApiQuery } from "../../api/hooks";
import { t } from "./text";

interface Person {
  id: string;
  name: string;
}

interface Picking {
  label: string;
  value: Person | null;
  onChange: (person: Person | null) => void;
  error?: string | undefined;
  /** Whom not to offer. */
  without?: readonly string[];
}

/** Choose someone by typing the beginning of a name. */
export function PersonPicker({ label, value, onChange, error, without = [] }: Picking) {
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const asked = useApiQuery(
    "GET /people",
    { query: { query, limit: 20 } },
    { when: query.length >= 2 && query !== value?.name },
  );
  const found = (asked.data?.items ?? []).filter((person) => !without.includes(person.id));
  const known = value && !found.some((person) => person.id === value.id) ? [value] : [];
  const offered: Person[] = [...known, ...found];
  return (
    <Select
      label={label}
      placeholder={t("person.search")}
      searchable
      clearable
      error={error}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value?.id ?? null}
      onChange={(id) => onChange(offered.find((person) => person.id === id) ?? null)}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={query.length < 2 ? t("search.short") : asked.loading ? t("app.loading") : t("person.none")}
    />
  );
}
