import { Button, Checkbox, Group, NativeSelect } from "@mantine/core";
import { useCallback, useEffect, useMemo, useState } from "react";

import { call } from "../../api/call";
import type { BoardItem, CycleView, Routes } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { isHrAdmin, useMe } from "../../api/me";
import { useColumns } from "../../ui/grid/columns";
import { type Choosing, Grid, useChoosing } from "../../ui/grid/Grid";
import { ManagerFilter } from "../people";
import { NameSearch } from "../../ui/grid/NameSearch";
import { everyPage, useFurther } from "../../ui/grid/pages";
import { ColumnMenu, ExportButton } from "../../ui/grid/Tools";
import { t, tn, tOr } from "./text";
import { Empty, Waiting } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { CHOICES, columnsOf, FIRST } from "./columns";
import { canChoose, ForAll, forAllOf } from "./ForAll";
import { RowActions, RowDialogs, type What } from "./RowCommands";
import { REACHED, STAGES, type Standing, STANDINGS } from "./stages";

type Query = NonNullable<Routes["GET /cycles/{cycle_id}/reviews"]["query"]>;

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "-status", "department", "-rating", "rating"] as const;
const PAGE = 100;
/** So many people's reviews one command takes. */
const MOST_CHOSEN = 1_000;

interface Shown {
  cycle: CycleView;
  search: URLSearchParams;
  set: (name: string, value: string) => void;
  clear: () => void;
  departments: readonly string[];
}

/** The reviews of a cycle, filtered and sorted as the address says; some can be chosen for one command. */
export function Rows({ cycle, search, set, clear, departments }: Shown) {
  const query = queryOf(search);
  const path = { cycle_id: cycle.id };
  const list = usePages("GET /cycles/{cycle_id}/reviews", { path, query: { ...query, limit: PAGE } });
  useFurther(list);
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
  const filtered = Object.keys(query).some((name) => name !== "sort");
  const nothing = list.items?.length === 0 && !list.more;
  return (
    <>
      <Filters
        query={query}
        set={set}
        departments={departments}
        clear={filtered ? clear : undefined}
        runs={joins(cycle)}
      />
      <div className="grid-tools">
        <ColumnMenu columns={optional(all)} shown={shown} toggle={toggle} />
        <ExportButton title={cycle.name} columns={columns} everything={everything} />
      </div>
      <Chosen cycle={cycle} choosing={choosing} shown={items} more={Boolean(list.more)} everything={everything} />
      {!list.items && (list.error ? <ProblemNote error={list.error} again={list.again} /> : <Waiting />)}
      {nothing && (
        <Empty title={t(filtered ? "hr.board.noneFiltered" : "hr.board.none")}>
          {filtered ? t("hr.board.noneFiltered.hint") : joins(cycle) && t("hr.board.none.hint")}
        </Empty>
      )}
      {items.length > 0 && (
        <Grid
          label={t("hr.board.reviews")}
          items={items}
          columns={columns}
          keyOf={idOf}
          nameOf={nameOf}
          choosing={forAllOf(cycle.actions).length > 0 ? choosing : undefined}
          choosable={choosable}
          actions={actions}
        />
      )}
      {list.more && (
        <Button variant="default" mt="md" onClick={list.more} loading={list.loadingMore}>
          {t("list.more")}
        </Button>
      )}
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

/** How far in which stage the reviews are that the address asks for. */
export const standingOf = (search: URLSearchParams): Standing | undefined =>
  STANDINGS.find((one) => one === search.get("stage"));

function queryOf(search: URLSearchParams): Query {
  const query: Query = {};
  const status = STATES.find((one) => one === search.get("status"));
  const stage = standingOf(search);
  const sort = SORTS.find((one) => one === search.get("sort"));
  if (status) query.status = status;
  if (stage) query.stage = stage;
  if (sort) query.sort = sort;
  for (const name of ["department", "manager_id", "query"] as const) {
    const value = search.get(name);
    if (value) query[name] = value;
  }
  if (search.get("without_reviewer") === "true") query.without_reviewer = true;
  return query;
}

interface Filtering {
  query: Query;
  set: (name: string, value: string) => void;
  clear: (() => void) | undefined;
  departments: readonly string[];
  /** Whether anyone is still to be found a reviewer for. */
  runs: boolean;
}

function Filters({ query, set, clear, departments, runs }: Filtering) {
  const admin = isHrAdmin(useMe());
  const sorts = SORTS.filter((sort) => admin || !sort.endsWith("rating"));
  const known = [...new Set([...departments, ...(query.department ? [query.department] : [])])];
  return (
    <>
      <div className="grid-tools no-print">
        <NameSearch value={query.query ?? ""} change={(words) => set("query", words)} />
        {(runs || query.without_reviewer) && (
          <Checkbox
            label={t("hr.board.without")}
            checked={query.without_reviewer ?? false}
            onChange={(event) => set("without_reviewer", event.currentTarget.checked ? "true" : "")}
          />
        )}
      </div>
      <div className="filters no-print">
        <NativeSelect
          label={t("hr.board.status")}
          value={query.status ?? ""}
          data={[
            { value: "", label: t("hr.board.status.any") },
            ...STATES.map((value) => ({ value, label: tOr("review.state", value) })),
          ]}
          onChange={(event) => set("status", event.currentTarget.value)}
        />
        <NativeSelect
          label={t("hr.board.stage")}
          value={query.stage ?? ""}
          data={[{ value: "", label: t("hr.board.stage.any") }, ...STAGES.map(standingsIn)]}
          onChange={(event) => set("stage", event.currentTarget.value)}
        />
        <NativeSelect
          label={t("hr.stage.department")}
          value={query.department ?? ""}
          data={[{ value: "", label: t("hr.board.department.any") }, ...known]}
          onChange={(event) => set("department", event.currentTarget.value)}
        />
        <ManagerFilter id={query.manager_id ?? ""} change={(id) => set("manager_id", id)} />
        <NativeSelect
          label={t("hr.board.sort")}
          value={query.sort ?? "name"}
          data={sorts.map((value) => ({ value, label: t(`hr.sort.${value}`) }))}
          onChange={(event) => set("sort", event.currentTarget.value === "name" ? "" : event.currentTarget.value)}
        />
        {clear && (
          <Button variant="subtle" onClick={clear}>
            {t("reviews.clear")}
          </Button>
        )}
      </div>
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
