import { Button, NativeSelect } from "@mantine/core";
import { Link, useSearchParams } from "wouter";

import type { Routes, TeamItem, TeamReview } from "../api/contract";
import { usePages, useTell } from "../api/hooks";
import { useTitle } from "../app/title";
import { ReviewTag, SideTag } from "../reviews/states";
import { t } from "../text";
import { CheckIcon } from "../ui/icons";
import { DataList, DueDate, Empty, Face, PageHead, PersonLink, Tag } from "../ui/parts";
import { ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";

type Query = NonNullable<Routes["GET /team"]["query"]>;

const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const SORTS = ["name", "status", "rating"] as const;

/** Everybody who reports to me, directly and indirectly, with the review that is going on; a review a row. */
export default function Team() {
  useTitle(t("nav.team"));
  const [search, setSearch] = useSearchParams();
  const query = queryOf(search);
  const list = usePages("GET /team", { query });
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
      <div className="filters no-print">
        <NativeSelect
          label={t("reviews.status")}
          data={[{ value: "", label: t("reviews.status.any") }, ...STATES.map((state) => ({ value: state, label: t(`review.state.${state}`) }))]}
          value={query.status ?? ""}
          onChange={(event) => set("status", event.currentTarget.value)}
        />
        <NativeSelect
          label={t("team.sort")}
          data={SORTS.map((sort) => ({ value: sort, label: t(`team.sort.${sort}`) }))}
          value={query.sort ?? "name"}
          onChange={(event) => set("sort", event.currentTarget.value)}
        />
        {filtered && (
          <Button variant="subtle" onClick={() => setSearch({})}>
            {t("reviews.clear")}
          </Button>
        )}
      </div>
      <DataList
        {...list}
        label={t("nav.team")}
        keyOf={({ person, review }) => person.id + (review?.id ?? "")}
        empty={<Empty title={t(filtered ? "reviews.noneFiltered" : "team.none")}>{t(filtered ? "reviews.noneFiltered.hint" : "team.none.hint")}</Empty>}
      >
        {(item) => <Row item={item} />}
      </DataList>
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

function Row({ item: { person, title, department, direct, review } }: { item: TeamItem }) {
  const about = [title, department, direct ? "" : t("team.indirect")].filter(Boolean).join(" · ");
  return (
    <div className="row">
      <Face name={person.name} />
      <div className="row-main">
        <div className="row-title">
          <PersonLink person={person} />
        </div>
        <div className="dim small">{about}</div>
      </div>
      <div className="row-end">{review ? <Going review={review} name={person.name} /> : <span className="dim small">{t("team.noReview")}</span>}</div>
    </div>
  );
}

function Going({ review, name }: { review: TeamReview; name: string }) {
  return (
    <>
      {review.state === "open" && (
        <span className="dim small">
          <DueDate at={review.deadlines.manager.at} short />
        </span>
      )}
      {review.state === "open" && review.self.state === "shared" && (
        <Tag tone="accent" icon={<CheckIcon size={14} />}>
          {t("review.selfShared")}
        </Tag>
      )}
      {review.rating !== undefined && <Tag>{t("team.rating", { rating: review.rating })}</Tag>}
      {review.state === "open" && review.manager ? <SideTag state={review.manager.done ? "done" : review.manager.state} /> : <ReviewTag state={review.state} />}
      {review.actions.includes("nudge") && <Nudge review={review} name={name} />}
      <Button component={Link} href={`/reviews/${review.id}`} variant="light" size="compact-sm" aria-label={t("team.openReview", { name })}>
        {t("team.open")}
      </Button>
    </>
  );
}

function Nudge({ review, name }: { review: TeamReview; name: string }) {
  const nudge = useTell("POST /reviews/{review_id}/nudge", ["GET /team"]);
  const say = useSay();
  const go = async (): Promise<void> => {
    if (await nudge.tell({ path: { review_id: review.id } })) say(t("team.nudged", { name }));
  };
  return (
    <>
      <Button variant="subtle" size="compact-sm" loading={nudge.busy} onClick={() => void go()} aria-label={t("team.nudge.whom", { name })}>
        {t("review.do.nudge")}
      </Button>
      <ProblemNote error={nudge.error} />
    </>
  );
}
