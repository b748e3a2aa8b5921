import { MultiSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { call } from "../../api/call";
import type { ValueCount, PreviewView } from "../../api/contract";
import { PersonPicker } from "../people";
import { t, tn } from "./text";
import { PeopleIcon } from "../../ui/icons";
import { ProblemNote } from "../../ui/Problem";
import { Chips } from "./Chips";
import { filterOf, type Who } from "./draft";
import type { StepProps } from "./Wizard";

const WAYS = ["everyone", "filter", "list"] as const;

/** Who takes part, with how many that are. */
export function Participants({ draft: { who }, set, problem }: StepProps) {
  const change = (part: Partial<Who>): void => set({ who: { ...who, ...part } });
  const [filter] = useDebouncedValue(who.way === "filter" ? filterOf(who.filter) : null, 250);
  const counted = useQuery({
    queryKey: ["participants", filter],
    queryFn: async ({ signal }) => (await call("POST /cycles/preview", { body: { filter } }, { signal })).body,
    placeholderData: keepPreviousData,
  });
  const none = who.way === "filter" && !filterOf(who.filter);
  return (
    <div className="fields">
      <Radio.Group
        value={who.way}
        onChange={(way) => change({ way: way })}
        label={t("hr.who.label")}
        error={problem("/participants")}
      >
        <Stack gap="xs" mt="xs">
          {WAYS.map((way) => (
            <Radio key={way} value={way} label={t(`hr.who.${way}`)} description={t(`hr.who.${way}.help`)} />
          ))}
        </Stack>
      </Radio.Group>
      {who.way === "filter" && <FilterFields who={who} change={change} found={counted.data} problem={problem} />}
      {who.way === "list" ? (
        <List who={who} change={change} problem={problem} />
      ) : (
        <Count found={none ? undefined : counted.data} none={none} waiting={counted.isFetching} />
      )}
      <ProblemNote error={who.way === "list" ? null : counted.error} />
    </div>
  );
}

interface Fields {
  who: Who;
  change: (part: Partial<Who>) => void;
  problem: StepProps["problem"];
}

function FilterFields({ who, change, found, problem }: Fields & { found: PreviewView | undefined }) {
  const set = (part: Partial<Who["filter"]>): void => change({ filter: { ...who.filter, ...part } });
  const choose = (name: "department" | "location" | "employment_type", from: readonly ValueCount[]) => (
    <MultiSelect
      label={t(`hr.who.${name}`)}
      placeholder={who.filter[name].length ? undefined : t("hr.who.any")}
      data={[...new Set([...from.map(({ value }) => value), ...who.filter[name]])]}
      renderOption={({ option }) =>
        t("hr.who.option", { name: option.value, n: from.find(({ value }) => value === option.value)?.count ?? 0 })
      }
      value={who.filter[name]}
      onChange={(values) => set({ [name]: values })}
      searchable
      hidePickedOptions
      comboboxProps={{ withinPortal: true }}
    />
  );
  return (
    <div className="field-grid" role="group" aria-label={t("hr.who.filter")}>
      {choose("department", found?.departments ?? [])}
      {choose("location", found?.locations ?? [])}
      {choose("employment_type", found?.employment_types ?? [])}
      <TextInput
        type="date"
        label={t("hr.who.joined")}
        value={who.filter.joined_before}
        onChange={(event) => set({ joined_before: event.currentTarget.value })}
      />
      {problem("/participants/filter") && (
        <p className="question-error field-whole">{problem("/participants/filter")}</p>
      )}
    </div>
  );
}

function Count({ found, none, waiting }: { found: PreviewView | undefined; none: boolean; waiting: boolean }) {
  const names = (found?.people ?? []).map(({ name }) => name);
  const more = (found?.count ?? 0) - names.length;
  return (
    <div className="count" role="status" aria-busy={waiting}>
      <PeopleIcon size={22} />
      <div>
        <strong>{none ? t("hr.who.choose") : found ? tn("hr.who.count", found.count) : t("app.loading")}</strong>
        {names.length > 0 && (
          <p className="dim small">
            {names.join(", ")}
            {more > 0 && ` ${t("hr.who.more", { n: more })}`}
          </p>
        )}
      </div>
    </div>
  );
}

function List({ who, change, problem }: Fields) {
  const add = (person: { id: string; name: string } | null): void => {
    if (person) change({ people: [...who.people, { id: person.id, name: person.name }] });
  };
  return (
    <div className="fields">
      <PersonPicker
        key={who.people.length}
        label={t("hr.who.add")}
        value={null}
        onChange={add}
        without={who.people.map(({ id }) => id)}
        error={problem("/person_ids")}
      />
      <div className="count" role="status">
        <PeopleIcon size={22} />
        <strong>{tn("hr.who.count", who.people.length)}</strong>
      </div>
      <Chips people={who.people} remove={(id) => change({ people: who.people.filter((one) => one.id !== id) })} />
    </div>
  );
}
