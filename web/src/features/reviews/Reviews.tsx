import { Link } from "wouter";

import { useApiQuery, usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { HelpLink } from "../help";
import { t, tx } from "./text";
import { SelectFilter } from "../../ui/Filters";
import { type Filters, oneOf, text, useFilters, wholeNumber } from "../../ui/useFilters";
import { List, Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { Empty, Face, Moment, Section } from "../../ui/parts";
import { ReviewRow } from "./ReviewRow";

const ROLES = ["reviewee", "reviewer", "contributor"] as const;
const STATES = ["scheduled", "open", "locked", "complete", "withdrawn"] as const;
const FILTERS = { role: oneOf(ROLES), status: oneOf(STATES), year: wholeNumber(2000, 2999), cycle_id: text };
/** Of so many reviews, the newest, the cycles are offered as a filter. */
const MOST = 100;

/** All reviews of a person in every part. */
export default function Reviews() {
  const me = useMe();
  const filters = useFilters(FILTERS);
  const list = usePages("GET /reviews", { query: filters.query });
  return (
    <ListPage
      title={t("reviews.title")}
      lead={t("reviews.lead")}
      list={list}
      filters={filters}
      controls={<Controls filters={filters} />}
      noMatch={t("reviews.noneFiltered")}
      empty={
        <Empty title={t("reviews.none")} help={<HelpLink role="employee" />}>
          {t("reviews.none.hint")}
        </Empty>
      }
      after={<Former />}
    >
      {(reviews) => (
        <Rows items={reviews} label={t("reviews.title")} keyOf={(review) => review.id}>
          {(review) => <ReviewRow review={review} byPerson={review.reviewee.id !== me.id} />}
        </Rows>
      )}
    </ListPage>
  );
}

function Controls({ filters: { values, set } }: { filters: Filters<typeof FILTERS> }) {
  const all = useApiQuery("GET /reviews", { query: { limit: MOST } });
  const cycles = new Map(all.data?.items.map(({ cycle }) => [cycle.id, cycle.name]));
  const opened = all.data?.items.map(({ opens_at }) => opens_at.slice(0, 4)) ?? [];
  const years = [...new Set([...opened, ...(values.year ? [String(values.year)] : [])])].sort().toReversed();
  return (
    <>
      <SelectFilter
        label={t("reviews.role")}
        any={t("reviews.role.any")}
        value={values.role}
        options={ROLES.map((value) => ({ value, label: t(`reviews.role.${value}`) }))}
        onChange={(role) => set({ role })}
      />
      <SelectFilter
        label={t("reviews.status")}
        any={t("reviews.status.any")}
        value={values.status}
        options={STATES.map((value) => ({ value, label: t(`review.state.${value}`) }))}
        onChange={(status) => set({ status })}
      />
      <SelectFilter
        label={t("reviews.year")}
        any={t("reviews.year.any")}
        value={values.year?.toString()}
        options={years.map((value) => ({ value, label: value }))}
        onChange={(year) => set({ year: year ? Number(year) : undefined })}
      />
      <SelectFilter
        label={t("reviews.cycle")}
        any={t("reviews.cycle.any")}
        value={values.cycle_id}
        options={[...cycles].map(([value, label]) => ({ value, label }))}
        onChange={(id = "") => set({ cycle_id: id })}
      />
    </>
  );
}

/** What someone else writes now; where there is nothing of it, nothing is said. */
function Former() {
  const list = usePages("GET /reviews/former");
  if (!list.items?.length) return null;
  return (
    <Section title={t("review.former")}>
      <p className="dim">{t("review.former.hint")}</p>
      <List list={list} empty={null}>
        {(reviews) => (
          <Rows items={reviews} label={t("review.former")} keyOf={({ id }) => id}>
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
          </Rows>
        )}
      </List>
    </Section>
  );
}
