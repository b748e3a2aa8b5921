import { Button, Checkbox, Group, NativeSelect } from "@mantine/core";
import { useCallback, useEffect, useMemo, useState } from "react";

import { call } from "../../api/call";
import type { BoardItem, CycleView } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { isHrAdmin, useMe } from "../../api/me";
import { useColumns } from "../../ui/grid/columns";
import { type Choosing, Grid, useChoosing } from "../../ui/grid/Grid";
import { PersonFilter } from "../people";
import { everyPage } from "../../ui/grid/pages";
import { ColumnMenu, ExportButton } from "../../ui/grid/Tools";
import { t, tn, tOr } from "./text";
import { FilterBar, SearchFilter, SelectFilter } from "../../ui/Filters";
import { List } from "../../ui/List";
import { Empty } from "../../ui/parts";
import { type Filters, flag, oneOf, text, view } from "../../ui/useFilters";
import { CHOICES, columnsOf, FIRST } from "./columns";
import { canChoose, ForAll, forAllOf } from "./ForAll";
import { RowActions, RowDialogs, type What } from "./RowCommands";
import { REACHED, STAGES, STANDINGS } from "./stages";

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "-status", "department", "-rating", "rating"] as const;
/** What the board can be filtered by. */
export const FILTERS = {
  query: text,
  status: oneOf(STATES),
  stage: oneOf(STANDINGS),
  department: text,
  manager_id: text,
  without_reviewer: flag,
  sort: view(SORTS),
};
export type BoardFilters = Filters<typeof FILTERS>;
const PAGE = 100;
/** So many people's reviews one command takes. */
const MOST_CHOSEN = 1_000;

interface Shown {
  cycle: CycleView;
  filters: BoardFilters;
  departments: readonly string[];
}

/** The reviews of a cycle, filtered and sorted as the address says; some can be chosen for one command. */
export function Reviews({ cycle, filters, departments }: Shown) {
  const { query } = filters;
  const path = { cycle_id: cycle.id };
  const list = usePages("GET /cycles/{cycle_id}/reviews", { path, query: { ...query, limit: PAGE } });
  const everything = (): Promise<BoardItem[]> =>
    everyPage(async (cursor) => {
      const page = { ...query, limit: PAGE, ...(cursor && { cursor }) };
      return (await call("GET /cycles/{cycle_id}/reviews", { path, query: page })).body;
    });
  const choosing = useChoosingIn(JSON.stringify(query));
  const [open, setOpen] = useState<{ item: BoardItem; what: What } | null>(null);
  const act = useCallback((item: BoardItem, what: What) => setOpen({ item, what }), []);
  const actions = useCallback((item: BoardItem) => <RowActions cycle={cycle} item={item} act={act} />, [cycle, act]);
  const all = useMemo(() => columnsOf(cycle), [cycle]);
  const { shown, toggle } = useColumns("board", CHOICES, FIRST);
  const columns = useMemo(() => all.filter(({ name }) => name === "person" || shown.includes(name)), [all, shown]);
  const items = list.items ?? [];
  return (
    <>
      <FilterBar filters={filters}>
        <Controls filters={filters} departments={departments} runs={joins(cycle)} />
      </FilterBar>
      <div className="grid-tools">
        <ColumnMenu columns={optional(all)} shown={shown} toggle={toggle} />
        <ExportButton title={cycle.name} columns={columns} everything={everything} />
      </div>
      <Chosen cycle={cycle} choosing={choosing} shown={items} more={Boolean(list.more)} everything={everything} />
      <List
        list={list}
        filters={filters}
        noMatch={t("hr.board.noneFiltered")}
        empty={<Empty title={t("hr.board.none")}>{joins(cycle) && t("hr.board.none.hint")}</Empty>}
      >
        {(reviews) => (
          <Grid
            label={t("hr.board.reviews")}
            items={reviews}
            columns={columns}
            keyOf={idOf}
            nameOf={nameOf}
            choosing={forAllOf(cycle.actions).length > 0 ? choosing : undefined}
            choosable={choosable}
            actions={actions}
          />
        )}
      </List>
      {open && <RowDialogs cycle={cycle} item={open.item} what={open.what} act={act} close={() => setOpen(null)} />}
    </>
  );
}

const choosable = ({ actions }: BoardItem): boolean => canChoose(actions);
const joins = ({ actions }: CycleView): boolean => actions.includes("add_participants");
const idOf = ({ id }: BoardItem): string => id;
const nameOf = ({ reviewee }: BoardItem): string => reviewee.name;

/** Those that can be left out, in their order. */
const optional = (all: ReturnType<typeof columnsOf>) =>
  CHOICES.flatMap((name) => {
    const column = all.find((one) => one.name === name);
    return column ? [{ name, title: column.title }] : [];
  });

/** What is chosen among one list; of another list nothing is chosen yet. */
function useChoosingIn(list: string): Choosing {
  const choosing = useChoosing();
  const { clear } = choosing;
  useEffect(() => clear(), [list, clear]);
  return choosing;
}

interface Many {
  cycle: CycleView;
  choosing: Choosing;
  shown: readonly BoardItem[];
  more: boolean;
  everything: () => Promise<BoardItem[]>;
}

/** What can be done with the reviews that are chosen: those on the screen, or all that match. */
function Chosen({ cycle, choosing: { chosen, toggle, clear }, shown, more, everything }: Many) {
  const [busy, setBusy] = useState(false);
  // The id of a review is its cycle's and its reviewee's.
  const people = [...chosen].map((id) => id.slice(cycle.id.length));
  const choose = async (): Promise<void> => {
    setBusy(true);
    const found = await everything().catch(() => []);
    toggle(found.filter(choosable).slice(0, MOST_CHOSEN).map(idOf), true);
    setBusy(false);
  };
  return (
    <div role="status" className="chosen-bar" hidden={people.length === 0}>
      <strong>{tn("grid.chosen", people.length)}</strong>
      {people.length >= MOST_CHOSEN && <span>{t("grid.choose.most", { n: MOST_CHOSEN })}</span>}
      <Group gap="xs">
        {more && people.length === shown.filter(choosable).length && (
          <Button size="compact-sm" variant="subtle" loading={busy} onClick={() => void choose()}>
            {t("grid.choose.match")}
          </Button>
        )}
        {forAllOf(cycle.actions).map((name) => (
          <ForAll key={name} cycle={cycle} name={name} people={people} done={clear} />
        ))}
        <Button size="compact-sm" variant="subtle" onClick={clear}>
          {t("grid.choose.none")}
        </Button>
      </Group>
    </div>
  );
}

interface Filtering {
  filters: BoardFilters;
  departments: readonly string[];
  /** Whether anyone is still to be found a reviewer for. */
  runs: boolean;
}

function Controls({ filters: { values, set }, departments, runs }: Filtering) {
  const admin = isHrAdmin(useMe());
  const sorts = SORTS.filter((sort) => admin || !sort.endsWith("rating"));
  const known = [...new Set([...departments, ...(values.department ? [values.department] : [])])];
  return (
    <>
      <SearchFilter label={t("grid.search")} value={values.query} onChange={(query) => set({ query })} />
      <SelectFilter
        label={t("hr.board.status")}
        any={t("hr.board.status.any")}
        value={values.status}
        options={STATES.map((value) => ({ value, label: tOr("review.state", value) }))}
        onChange={(status) => set({ status })}
      />
      <NativeSelect
        label={t("hr.board.stage")}
        value={values.stage ?? ""}
        data={[{ value: "", label: t("hr.board.stage.any") }, ...STAGES.map(standingsIn)]}
        onChange={(event) => set({ stage: STANDINGS.find((one) => one === event.currentTarget.value) })}
      />
      <SelectFilter
        label={t("hr.stage.department")}
        any={t("hr.board.department.any")}
        value={values.department}
        options={known.map((value) => ({ value, label: value }))}
        onChange={(department = "") => set({ department })}
      />
      <PersonFilter label={t("grid.manager")} id={values.manager_id} onChange={(id) => set({ manager_id: id })} />
      <NativeSelect
        label={t("hr.board.sort")}
        value={values.sort}
        data={sorts.map((value) => ({ value, label: t(`hr.sort.${value}`) }))}
        onChange={(event) => set({ sort: SORTS.find((one) => one === event.currentTarget.value) ?? "name" })}
      />
      {(runs || values.without_reviewer) && (
        <Checkbox
          label={t("hr.board.without")}
          checked={values.without_reviewer}
          onChange={(event) => set({ without_reviewer: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

/** The three states of a stage, as a group of a select; each names its stage, because a closed select shows it alone. */
function standingsIn(stage: (typeof STAGES)[number]): { group: string; items: { value: string; label: string }[] } {
  const group = t(`hr.stage.${stage}`);
  const items = REACHED.map((reached) => ({
    value: `${stage}_${reached}`,
    label: t("hr.board.stage.one", { stage: group, reached: t(`hr.stage.${stage}.${reached}`) }),
  }));
  return { group, items };
}
