import { Button, NativeSelect } from "@mantine/core";
import { Link, useSearchParams } from "wouter";

import type { Routes } from "../../api/contract";
import { useApiQuery, usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { HelpLink } from "../help";
import { type Key, t, tx } from "./text";
import { DataList, Empty, Face, Moment, PageHead, Section } from "../../ui/parts";
import { ReviewRow } from "./ReviewRow";

type Query = NonNullable<Routes["GET /reviews"]["query"]>;

const ROLES = ["reviewee", "reviewer", "contributor"] as const;
const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
/** Of so many reviews, the newest, the cycles are offered as a filter. */
const MOST = 100;

/** All reviews of a person in every part; the filters stand in the address, so that they can be kept and sent. */
export default function Reviews() {
  useTitle(t("reviews.title"));
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const query = queryOf(search);
  const list = usePages("GET /reviews", { query });
  const filtered = Object.keys(query).length > 0;
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
      <PageHead title={t("reviews.title")} lead={t("reviews.lead")} />
      <Filters query={query} set={set} clear={filtered ? () => setSearch({}) : undefined} />
      <DataList
        {...list}
        label={t("reviews.title")}
        keyOf={(review) => review.id}
        empty={
          <Empty
            title={t(filtered ? "reviews.noneFiltered" : "reviews.none")}
            help={!filtered && <HelpLink role="employee" />}
          >
            {t(filtered ? "reviews.noneFiltered.hint" : "reviews.none.hint")}
          </Empty>
        }
      >
        {(review) => <ReviewRow review={review} byPerson={review.reviewee.id !== me.id} />}
      </DataList>
      <Former />
    </>
  );
}

function queryOf(search: URLSearchParams): Query {
  const query: Query = {};
  const role = ROLES.find((one) => one === search.get("role"));
  const status = STATES.find((one) => one === search.get("status"));
  const year = Number(search.get("year"));
  const cycle = search.get("cycle_id");
  if (role) query.role = role;
  if (status) query.status = status;
  if (year >= 2000 && year < 3000) query.year = year;
  if (cycle) query.cycle_id = cycle;
  return query;
}

interface Filtering {
  query: Query;
  set: (name: string, value: string) => void;
  clear: (() => void) | undefined;
}

function Filters({ query, set, clear }: Filtering) {
  const all = useApiQuery("GET /reviews", { query: { limit: MOST } });
  const cycles = new Map(all.data?.items.map(({ cycle }) => [cycle.id, cycle.name]));
  const opened = all.data?.items.map(({ opens_at }) => opens_at.slice(0, 4)) ?? [];
  const years = [...new Set([...opened, ...(query.year ? [String(query.year)] : [])])].sort().toReversed();
  const named = (any: Key, values: readonly string[], prefix: string): { value: string; label: string }[] => [
    { value: "", label: t(any) },
    ...values.map((value) => ({ value, label: prefix ? t(`${prefix}.${value}` as Key) : value })),
  ];
  return (
    <div className="filters no-print">
      <NativeSelect
        label={t("reviews.role")}
        data={named("reviews.role.any", ROLES, "reviews.role")}
        value={query.role ?? ""}
        onChange={(event) => set("role", event.currentTarget.value)}
      />
      <NativeSelect
        label={t("reviews.status")}
        data={named("reviews.status.any", STATES, "review.state")}
        value={query.status ?? ""}
        onChange={(event) => set("status", event.currentTarget.value)}
      />
      <NativeSelect
        label={t("reviews.year")}
        data={named("reviews.year.any", years, "")}
        value={query.year ? String(query.year) : ""}
        onChange={(event) => set("year", event.currentTarget.value)}
      />
      <NativeSelect
        label={t("reviews.cycle")}
        data={[
          { value: "", label: t("reviews.cycle.any") },
          ...[...cycles].map(([value, label]) => ({ value, label })),
        ]}
        value={query.cycle_id ?? ""}
        onChange={(event) => set("cycle_id", event.currentTarget.value)}
      />
      {clear && (
        <Button variant="subtle" onClick={clear}>
          {t("reviews.clear")}
        </Button>
      )}
    </div>
  );
}

/** What someone else writes now; where there is nothing of it, nothing is said. */
function Former() {
  const list = usePages("GET /reviews/former");
  if (!list.items?.length) return null;
  return (
    <Section title={t("review.former")}>
      <p className="dim">{t("review.former.hint")}</p>
      <DataList {...list} label={t("review.former")} keyOf={({ id }) => id} empty={null}>
        {({ cycle, link, reviewee, until }) => (
          <Link href={link} className="row">
            <Face name={reviewee.name} />
            <span className="row-main">
              <span className="row-title">{reviewee.name}</span>
              <span className="dim small" style={{ display: "block" }}>
                {cycle.name} · {tx("review.former.until", { when: <Moment at={until} /> })}
              </span>
            </span>
          </Link>
        )}
      </DataList>
    </Section>
  );
}
