import "./team.css";

import { Button, Group } from "@mantine/core";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Link } from "wouter";

import { call } from "../../api/call";
import type { TeamItem } from "../../api/contract";
import { usePages, useRefresh, useApiMutation } from "../../api/hooks";
import { useColumns } from "../../ui/grid/columns";
import { HelpLink } from "../help";
import { type Choosing, Grid, RowButton, useChoosing } from "../../ui/grid/Grid";
import { PersonFilter } from "../people";
import { everyPage } from "../../ui/grid/pages";
import { ColumnMenu, ExportButton } from "../../ui/grid/Tools";
import { Information } from "../reviews";
import { RunDialog } from "../cycles";
import { t, tn } from "./text";
import { EyeIcon, InfoIcon } from "../../ui/icons";
import { SearchFilter, SelectFilter } from "../../ui/Filters";
import { ListPage } from "../../ui/ListPage";
import { type Filters, oneOf, text, useFilters } from "../../ui/useFilters";
import { ProblemNote } from "../../ui/Problem";
import { Empty } from "../../ui/parts";
import { Adjust } from "./Adjust";
import { CHOICES, COLUMNS, FIRST } from "./columns";
import { Peek } from "./Peek";

type What = "peek" | "adjust" | "information";

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "rating"] as const;
const FILTERS = {
  query: text,
  cycle_id: text,
  status: oneOf(STATES),
  manager_id: text,
  sort: { ...oneOf(SORTS), narrows: false },
};
const PAGE = 100;
/** In so many reviews someone is nudged at once. */
const MOST_CHOSEN = 500;

/** Everyone below, a review a row: where each stands, and what helps it along. */
export default function Team() {
  const filters = useFilters(FILTERS);
  const { query } = filters;
  const list = usePages("GET /team", { query: { ...query, limit: PAGE } });
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
  const everything = (): Promise<TeamItem[]> =>
    everyPage(async (cursor) => {
      const page = { ...query, limit: PAGE, ...(cursor && { cursor }) };
      return (await call("GET /team", { query: page })).body;
    });
  return (
    <ListPage
      title={t("nav.team")}
      lead={t("team.lead")}
      list={list}
      filters={filters}
      controls={<Controls filters={filters} items={list.items ?? []} />}
      tools={
        <>
          <div className="grid-tools">
            <ColumnMenu columns={OPTIONAL} shown={shown} toggle={toggle} />
            <ExportButton title={t("nav.team")} columns={columns} everything={everything} />
          </div>
          <Chosen choosing={choosing} nudge={nudge} />
          <ProblemNote error={nudging.error} />
        </>
      }
      noMatch={t("reviews.noneFiltered")}
      empty={
        <Empty title={t("team.none")} help={<HelpLink role="manager" />}>
          {t("team.none.hint")}
        </Empty>
      }
      after={
        <>
          {open && <Opened item={open.item} what={open.what} close={() => setOpen(null)} />}
          {nudging.run && (
            <RunDialog id={nudging.run} title={t("review.do.nudge")} through={nudging.through} close={nudging.end} />
          )}
        </>
      }
    >
      {(items) => (
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
    </ListPage>
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
  filters: Filters<typeof FILTERS>;
  items: readonly TeamItem[];
}

/** Which cycle, which state, in which order; cycles are those that the rows belong to. */
function Controls({ filters: { values, set }, items }: Filtering) {
  const cycles = useCyclesSeen(items);
  return (
    <>
      <SearchFilter label={t("grid.search")} value={values.query} onChange={(query) => set({ query })} />
      {(cycles.size > 1 || values.cycle_id) && (
        <SelectFilter
          label={t("team.cycle")}
          any={t("team.cycle.any")}
          value={values.cycle_id}
          options={[...cycles].map(([value, label]) => ({ value, label }))}
          onChange={(id = "") => set({ cycle_id: id })}
        />
      )}
      <SelectFilter
        label={t("reviews.status")}
        any={t("reviews.status.any")}
        value={values.status}
        options={STATES.map((value) => ({ value, label: t(`review.state.${value}`) }))}
        onChange={(status) => set({ status })}
      />
      <PersonFilter label={t("grid.manager")} id={values.manager_id} onChange={(id) => set({ manager_id: id })} />
      <SelectFilter
        label={t("team.sort")}
        any={t("team.sort.line")}
        value={values.sort}
        options={SORTS.map((value) => ({ value, label: t(`team.sort.${value}`) }))}
        onChange={(sort) => set({ sort })}
      />
    </>
  );
}

/** A filter by cycle leaves rows of one cycle only; the others that were there are still to be chosen. */
function useCyclesSeen(items: readonly TeamItem[]): ReadonlyMap<string, string> {
  const [seen] = useState(() => new Map<string, string>());
  for (const { review } of items) if (review) seen.set(review.cycle.id, review.cycle.name);
  return seen;
}
