import "./team.css";

import { Button, Group, NativeSelect } from "@mantine/core";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link, useSearchParams } from "wouter";

import { call } from "../../api/call";
import type { Routes, TeamItem } from "../../api/contract";
import { usePages, useRefresh, useApiMutation } from "../../api/hooks";
import { useTitle } from "../../ui/title";
import { useColumns } from "../../ui/grid/columns";
import { HelpLink } from "../help";
import { type Choosing, Grid, RowButton, useChoosing } from "../../ui/grid/Grid";
import { ManagerFilter } from "../people";
import { NameSearch } from "../../ui/grid/NameSearch";
import { everyPage, useFurther } from "../../ui/grid/pages";
import { ColumnMenu, ExportButton } from "../../ui/grid/Tools";
import { Information } from "../reviews";
import { RunDialog } from "../cycles";
import { t, tn } from "./text";
import { EyeIcon, InfoIcon } from "../../ui/icons";
import { ProblemNote } from "../../ui/Problem";
import { Empty, PageHead, Waiting } from "../../ui/parts";
import { Adjust } from "./Adjust";
import { CHOICES, COLUMNS, FIRST } from "./columns";
import { Peek } from "./Peek";

type Query = NonNullable<Routes["GET /team"]["query"]>;
type What = "peek" | "adjust" | "information";

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "rating"] as const;
const PAGE = 100;
/** In so many reviews someone is nudged at once. */
const MOST_CHOSEN = 500;

/** Everyone below, a review a row: where each stands, and what helps it along. */
export default function Team() {
  useTitle(t("nav.team"));
  const [search, setSearch] = useSearchParams();
  const query = queryOf(search);
  const list = usePages("GET /team", { query: { ...query, limit: PAGE } });
  useFurther(list);
  const [open, setOpen] = useState<{ item: TeamItem; what: What } | null>(null);
  const nudging = useNudging();
  const { nudge } = nudging;
  const act = useCallback((item: TeamItem, what: What) => setOpen({ item, what }), [setOpen]);
  const actions = useCallback((item: TeamItem) => <Actions item={item} act={act} nudge={nudge} />, [act, nudge]);
  const { shown, toggle } = useColumns("team", CHOICES, FIRST);
  const columns = useMemo(
    () => COLUMNS.filter(({ name }) => name === "person" || shown.includes(name as never)),
    [shown],
  );
  const choosing = useChoosingIn(JSON.stringify(query));
  const filtered = Object.keys(query).some((name) => name !== "sort");
  const items = list.items ?? [];
  const set = (name: string, value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const everything = (): Promise<TeamItem[]> =>
    everyPage(async (cursor) => {
      const page = { ...query, limit: PAGE, ...(cursor && { cursor }) };
      return (await call("GET /team", { query: page })).body;
    });
  return (
    <>
      <PageHead title={t("nav.team")} lead={t("team.lead")} />
      <Filters query={query} items={items} set={set} />
      <div className="grid-tools">
        <ColumnMenu columns={OPTIONAL} shown={shown} toggle={toggle} />
        <ExportButton title={t("nav.team")} columns={columns} everything={everything} />
      </div>
      <Chosen choosing={choosing} nudge={nudge} />
      <ProblemNote error={nudging.error} />
      {!list.items && (list.error ? <ProblemNote error={list.error} again={list.again} /> : <Waiting />)}
      {list.items?.length === 0 && !list.more && <Nobody filtered={filtered} clear={() => setSearch({})} />}
      {items.length > 0 && (
        <Grid
          label={t("nav.team")}
          items={items}
          columns={columns}
          keyOf={keyOf}
          nameOf={nameOf}
          choosing={choosing}
          choosable={isNudgeable}
          actions={actions}
        />
      )}
      {list.more && (
        <Button variant="default" mt="md" onClick={list.more} loading={list.loadingMore}>
          {t("list.more")}
        </Button>
      )}
      {open && <Opened item={open.item} what={open.what} close={() => setOpen(null)} />}
      {nudging.run && (
        <RunDialog id={nudging.run} title={t("review.do.nudge")} through={nudging.through} close={nudging.end} />
      )}
    </>
  );
}

const OPTIONAL = COLUMNS.flatMap(({ name, title }) => (name === "person" ? [] : [{ name, title }]));
const keyOf = ({ person, review }: TeamItem): string => review?.id ?? person.id;
const nameOf = ({ person }: TeamItem): string => person.name;
const isNudgeable = ({ review }: TeamItem): boolean => review?.actions.includes("nudge") ?? false;

/** What is chosen among one list; of another list nothing is chosen yet. */
function useChoosingIn(list: string): Choosing {
  const choosing = useChoosing();
  const { clear } = choosing;
  useEffect(() => clear(), [list, clear]);
  return choosing;
}

function Chosen({ choosing: { chosen, clear }, nudge }: { choosing: Choosing; nudge: (ids: string[]) => void }) {
  return (
    <div role="status" className="chosen-bar" hidden={chosen.size === 0}>
      <strong>{tn("grid.chosen", chosen.size)}</strong>
      {chosen.size > MOST_CHOSEN && <span>{t("grid.choose.most", { n: MOST_CHOSEN })}</span>}
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={chosen.size > MOST_CHOSEN}
          onClick={() => {
            nudge([...chosen]);
            clear();
          }}
        >
          {t("review.do.nudge")}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={clear}>
          {t("grid.choose.none")}
        </Button>
      </Group>
    </div>
  );
}

interface Doable {
  item: TeamItem;
  act: (item: TeamItem, what: What) => void;
  nudge: (ids: string[]) => void;
}

/** What can be done with someone's review from here. */
function Actions({ item, act, nudge }: Doable) {
  const { person, review } = item;
  const { name } = person;
  if (!review) return null;
  return (
    <>
      <RowButton label={t("info.open.of", { name })} popup onClick={() => act(item, "information")}>
        <InfoIcon size={16} />
      </RowButton>
      {review.actions.includes("nudge") && (
        <RowButton label={t("team.nudge.whom", { name })} onClick={() => nudge([review.id])}>
          {t("review.do.nudge")}
        </RowButton>
      )}
      {review.actions.includes("adjust_rating") && (
        <RowButton label={t("team.adjust.who", { name })} popup onClick={() => act(item, "adjust")}>
          {t("team.adjust")}
        </RowButton>
      )}
      <RowButton label={t("team.peek.who", { name })} popup onClick={() => act(item, "peek")}>
        <EyeIcon size={16} />
      </RowButton>
      <Link href={`/reviews/${review.id}`} className="grid-button" aria-label={t("team.openReview", { name })}>
        {t("team.open")}
      </Link>
    </>
  );
}

function Opened({ item: { person, review }, what, close }: { item: TeamItem; what: What; close: () => void }) {
  if (!review) return null;
  if (what === "information") return <Information id={review.id} name={person.name} close={close} />;
  return what === "peek" ? <Peek id={review.id} close={close} /> : <Adjust id={review.id} close={close} />;
}

function queryOf(search: URLSearchParams): Query {
  const query: Query = {};
  const status = STATES.find((one) => one === search.get("status"));
  const sort = SORTS.find((one) => one === search.get("sort"));
  if (status) query.status = status;
  if (sort) query.sort = sort;
  for (const name of ["cycle_id", "manager_id", "query"] as const) {
    const value = search.get(name);
    if (value) query[name] = value;
  }
  return query;
}

/** Nudging those with an open task in some reviews; what became of it is shown while it is carried out. */
function useNudging() {
  const { mutate, error } = useApiMutation("POST /team/nudge");
  const refresh = useRefresh();
  const [run, setRun] = useState("");
  const nudge = useCallback(
    (ids: string[]) => void mutate({ body: { review_ids: ids } }).then((told) => setRun(told?.body.id ?? "")),
    [mutate],
  );
  return { nudge, error, run, end: () => setRun(""), through: () => void refresh("GET /team") };
}

interface Filtering {
  query: Query;
  items: readonly TeamItem[];
  set: (name: string, value: string) => void;
}

/** Which cycle, which state, in which order; cycles are those that the rows belong to. */
function Filters({ query, items, set }: Filtering) {
  const cycles = useCyclesSeen(items);
  return (
    <div className="filters no-print">
      <NameSearch value={query.query ?? ""} change={(words) => set("query", words)} />
      {(cycles.size > 1 || query.cycle_id) && (
        <NativeSelect
          label={t("team.cycle")}
          data={[{ value: "", label: t("team.cycle.any") }, ...[...cycles].map(([value, label]) => ({ value, label }))]}
          value={query.cycle_id ?? ""}
          onChange={(event) => set("cycle_id", event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label={t("reviews.status")}
        data={[
          { value: "", label: t("reviews.status.any") },
          ...STATES.map((state) => ({ value: state, label: t(`review.state.${state}`) })),
        ]}
        value={query.status ?? ""}
        onChange={(event) => set("status", event.currentTarget.value)}
      />
      <ManagerFilter id={query.manager_id ?? ""} change={(id) => set("manager_id", id)} />
      <NativeSelect
        label={t("team.sort")}
        data={[
          { value: "", label: t("team.sort.line") },
          ...SORTS.map((sort) => ({ value: sort, label: t(`team.sort.${sort}`) })),
        ]}
        value={query.sort ?? ""}
        onChange={(event) => set("sort", event.currentTarget.value)}
      />
    </div>
  );
}

/** A filter by cycle leaves rows of one cycle only; the others that were there are still to be chosen. */
function useCyclesSeen(items: readonly TeamItem[]): ReadonlyMap<string, string> {
  const [seen] = useState(() => new Map<string, string>());
  for (const { review } of items) if (review) seen.set(review.cycle.id, review.cycle.name);
  return seen;
}

function Nobody({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  const action = filtered && (
    <Button variant="default" onClick={clear}>
      {t("reviews.clear")}
    </Button>
  );
  return (
    <Empty
      title={t(filtered ? "reviews.noneFiltered" : "team.none")}
      action={action}
      help={!filtered && <HelpLink role="manager" />}
    >
      {t(filtered ? "reviews.noneFiltered.hint" : "team.none.hint")}
    </Empty>
  );
}
