import "./team.css";

import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "wouter";

import type { Routes, TeamItem } from "../api/contract";
import { usePages, useTell } from "../api/hooks";
import { useTitle } from "../app/title";
import { t } from "../text";
import { ProblemNote } from "../ui/Problem";
import { DataList, Empty, PageHead } from "../ui/parts";
import { useSay } from "../ui/toasts";
import { Adjust } from "./Adjust";
import { Peek } from "./Peek";
import { TeamRow } from "./TeamRow";

type Query = NonNullable<Routes["GET /team"]["query"]>;

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "rating"] as const;

/** Everybody below, a review a row: where each stands, and what helps it along. */
export default function Team() {
  useTitle(t("nav.team"));
  const [search, setSearch] = useSearchParams();
  const query = queryOf(search);
  const list = usePages("GET /team", { query });
  const [open, setOpen] = useState<{ what: "peek" | "adjust"; id: string } | null>(null);
  const { nudge, error } = useNudge();
  const filtered = query.status !== undefined || query.cycle_id !== undefined;
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
  return (
    <>
      <PageHead title={t("nav.team")} lead={t("team.lead")} />
      <Filters query={query} items={list.items ?? []} set={set} />
      <ProblemNote error={error} />
      <DataList
        {...list}
        label={t("nav.team")}
        keyOf={(item) => item.person.id}
        empty={<Nobody filtered={filtered} clear={() => setSearch({})} />}
      >
        {(item) => (
          <TeamRow
            item={item}
            peek={(id) => setOpen({ what: "peek", id })}
            adjust={(id) => setOpen({ what: "adjust", id })}
            nudge={(id) => void nudge(id, item.person.name)}
          />
        )}
      </DataList>
      {open?.what === "peek" && <Peek id={open.id} close={() => setOpen(null)} />}
      {open?.what === "adjust" && <Adjust id={open.id} close={() => setOpen(null)} />}
    </>
  );
}

function queryOf(search: URLSearchParams): Query {
  const query: Query = {};
  const status = STATES.find((one) => one === search.get("status"));
  const sort = SORTS.find((one) => one === search.get("sort"));
  const cycle = search.get("cycle_id");
  if (status) query.status = status;
  if (sort) query.sort = sort;
  if (cycle) query.cycle_id = cycle;
  return query;
}

function useNudge(): { nudge: (review: string, name: string) => Promise<void>; error: Error | null } {
  const { tell, error } = useTell("POST /reviews/{review_id}/nudge", ["GET /team"]);
  const say = useSay();
  const nudge = async (review: string, name: string): Promise<void> => {
    if (await tell({ path: { review_id: review } })) say(t("team.nudged", { name }));
  };
  return { nudge, error };
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
      help={filtered ? undefined : "manager"}
    >
      {t(filtered ? "reviews.noneFiltered.hint" : "team.none.hint")}
    </Empty>
  );
}
