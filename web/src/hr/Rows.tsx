import { Button, Checkbox, Group, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import type { BoardItem, CyclesCycleView, Routes } from "../api/contract";
import { usePages } from "../api/hooks";
import { isHrAdmin, useMe } from "../app/me";
import { CycleEnded, isOver, ReviewTag, SideTag } from "../reviews/states";
import { t, tn, tOr } from "../text/hr";
import { LockIcon } from "../ui/icons";
import { Empty, Tag, Waiting } from "../ui/parts";
import { ProblemNote } from "../ui/Problem";
import { ForAll, forAllOf } from "./ForAll";
import { RowCommands } from "./RowCommands";
import { REACHED, STAGES, type Standing, STANDINGS } from "./stages";

type Query = NonNullable<Routes["GET /cycles/{cycle_id}/reviews"]["query"]>;

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "-status", "department", "-rating", "rating"] as const;

interface Shown {
  cycle: CyclesCycleView;
  search: URLSearchParams;
  set: (name: string, value: string) => void;
  clear: () => void;
  departments: readonly string[];
}

/** The reviews of a cycle, filtered and sorted as the address says; some can be chosen for one command. */
export function Rows({ cycle, search, set, clear, departments }: Shown) {
  const query = queryOf(search);
  const list = usePages("GET /cycles/{cycle_id}/reviews", {
    path: { cycle_id: cycle.id },
    query: { ...query, limit: 50 },
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const items = list.items ?? [];
  const people = items.filter(({ id }) => chosen.has(id)).map(({ reviewee }) => reviewee.id);
  const toggle = (ids: readonly string[], on: boolean): void => {
    setChosen(new Set([...[...chosen].filter((id) => !ids.includes(id)), ...(on ? ids : [])]));
  };
  const filtered = Boolean(query.status ?? query.stage ?? query.department);
  return (
    <>
      <Filters query={query} set={set} departments={departments} clear={filtered ? clear : undefined} />
      <div role="status" className="chosen-bar" hidden={people.length === 0}>
        <strong>{tn("hr.board.chosen", people.length)}</strong>
        <Group gap="xs">
          {forAllOf(cycle.actions).map((name) => (
            <ForAll key={name} cycle={cycle} name={name} people={people} done={() => setChosen(new Set())} />
          ))}
          <Button size="compact-sm" variant="subtle" onClick={() => setChosen(new Set())}>
            {t("hr.board.choose.none")}
          </Button>
        </Group>
      </div>
      {!list.items && (list.error ? <ProblemNote error={list.error} again={list.again} /> : <Waiting />)}
      {list.items?.length === 0 && (
        <Empty title={t(filtered ? "hr.board.noneFiltered" : "hr.board.none")}>
          {t(filtered ? "hr.board.noneFiltered.hint" : "hr.board.none.hint")}
        </Empty>
      )}
      {items.length > 0 && <Table cycle={cycle} items={items} chosen={chosen} toggle={toggle} />}
      {list.more && (
        <Button variant="default" mt="md" onClick={list.more} loading={list.loadingMore}>
          {t("list.more")}
        </Button>
      )}
    </>
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
  const department = search.get("department");
  if (status) query.status = status;
  if (stage) query.stage = stage;
  if (sort) query.sort = sort;
  if (department) query.department = department;
  return query;
}

interface Filtering {
  query: Query;
  set: (name: string, value: string) => void;
  clear: (() => void) | undefined;
  departments: readonly string[];
}

function Filters({ query, set, clear, departments }: Filtering) {
  const admin = isHrAdmin(useMe());
  const sorts = SORTS.filter((sort) => admin || !sort.endsWith("rating"));
  const known = [...new Set([...departments, ...(query.department ? [query.department] : [])])];
  return (
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

interface Listed {
  cycle: CyclesCycleView;
  items: readonly BoardItem[];
  chosen: ReadonlySet<string>;
  toggle: (ids: readonly string[], on: boolean) => void;
}

function Table({ cycle, items, chosen, toggle }: Listed) {
  const ids = items.map(({ id }) => id);
  const choosable = forAllOf(cycle.actions).length > 0;
  const rated = items.some(({ rating }) => rating !== undefined);
  return (
    <div className="table-scroll">
      <table className="table stacked board" aria-label={t("hr.board.reviews")}>
        <Head ids={ids} chosen={chosen} toggle={toggle} choosable={choosable} rated={rated} />
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              {choosable && (
                <td className="board-choose">
                  <Checkbox
                    aria-label={t("hr.board.choose.one", { name: item.reviewee.name })}
                    checked={chosen.has(item.id)}
                    onChange={(event) => toggle([item.id], event.currentTarget.checked)}
                  />
                </td>
              )}
              <Cells cycle={cycle} item={item} rated={rated} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Heading extends Pick<Listed, "chosen" | "toggle"> {
  ids: readonly string[];
  choosable: boolean;
  rated: boolean;
}

function Head({ ids, chosen, toggle, choosable, rated }: Heading) {
  const all = ids.every((id) => chosen.has(id));
  return (
    <thead>
      <tr>
        {choosable && (
          <th scope="col">
            <Checkbox
              aria-label={t("hr.board.choose.all")}
              checked={all}
              indeterminate={!all && ids.some((id) => chosen.has(id))}
              onChange={(event) => toggle(ids, event.currentTarget.checked)}
            />
          </th>
        )}
        {(["person", "reviewer", "self", "manager", "signed"] as const).map((name) => (
          <th key={name} scope="col">
            {t(`hr.board.${name}`)}
          </th>
        ))}
        {rated && <th scope="col">{t("hr.board.rating")}</th>}
        <th scope="col">
          <span className="hidden-words">{t("hr.board.do")}</span>
        </th>
      </tr>
    </thead>
  );
}

function Cells({ cycle, item, rated }: { cycle: CyclesCycleView; item: BoardItem; rated: boolean }) {
  const { reviewee, reviewer, department, state, self, manager, signed, rating } = item;
  const step = cycle.options.ratings?.scale.find(({ value }) => value === rating);
  return (
    <>
      <th scope="row">
        <Link href={`/reviews/${item.id}`} className="person-link">
          {reviewee.name}
        </Link>
        <span className="dim small board-under">{department}</span>
      </th>
      <td data-label={t("hr.board.reviewer")}>{reviewer.name}</td>
      <td data-label={t("hr.board.self")}>
        <Side side={self} />
      </td>
      <td data-label={t("hr.board.manager")}>
        {manager ? <Side side={manager} /> : <span className="dim">{t("hr.board.hidden")}</span>}
      </td>
      <td data-label={t("hr.board.signed")}>
        {(state === "open" || state === "locked") && !isOver(item) ? (
          <span className="dim">{t("hr.board.signs", { n: signed.length })}</span>
        ) : (
          <ReviewTag review={item} />
        )}
        <span className="dim small board-under">
          <CycleEnded review={item} />
        </span>
      </td>
      {rated && <td data-label={t("hr.board.rating")}>{step?.label ?? <span className="dim">–</span>}</td>}
      <td className="board-do">
        <RowCommands cycle={cycle} item={item} />
      </td>
    </>
  );
}

function Side({ side: { state, locked, done } }: { side: BoardItem["self"] }) {
  const late = locked && state !== "shared" && state !== "not_provided";
  return (
    <span className="board-side">
      <SideTag state={state} />
      {done && state !== "shared" && <Tag tone="good">{t("side.done")}</Tag>}
      {late && (
        <Tag tone="bad" icon={<LockIcon size={13} />}>
          {t("hr.board.late")}
        </Tag>
      )}
    </span>
  );
}
