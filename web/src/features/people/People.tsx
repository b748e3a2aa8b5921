import { lazy, Suspense } from "react";
import { Link } from "wouter";

import type { PersonLine, PersonStatus } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { isHrAdmin, useMe } from "../../api/me";
import { t } from "./text";
import { SearchFilter } from "../../ui/Filters";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { text, useFilters, view } from "../../ui/useFilters";
import { Empty, Face } from "../../ui/parts";

const StatusChoice = lazy(() => import("./StatusChoice"));
const WaitingChanges = lazy(() => import("./WaitingChanges"));

const FILTERS = { query: text, status: view<PersonStatus>(["active", "left"]) };
/** So many letters a search takes at least. */
const SHORTEST = 2;

/** The directory, searched by the beginnings of names. */
export default function People() {
  const me = useMe();
  const filters = useFilters(FILTERS);
  const { query } = filters.values;
  const status = isHrAdmin(me) ? filters.values.status : "active";
  const list = usePages("GET /people", {
    query: { ...(query.length >= SHORTEST && { query }), ...(status === "left" && { status }) },
  });
  return (
    <ListPage
      title={t("people.title")}
      lead={t("people.lead")}
      list={list}
      filters={filters}
      notice={
        isHrAdmin(me) && (
          <Suspense>
            <WaitingChanges />
          </Suspense>
        )
      }
      controls={
        <>
          <SearchFilter label={t("people.search")} value={query} onChange={(words) => filters.set({ query: words })} />
          {isHrAdmin(me) && (
            <Suspense>
              <StatusChoice status={status} onChange={(chosen) => filters.set({ status: chosen })} />
            </Suspense>
          )}
        </>
      }
      noMatch={t("people.none")}
      empty={<Empty title={t(status === "left" ? "people.none.left" : "people.none.yet")} />}
    >
      {(people) => (
        <Rows items={people} label={t("people.title")} keyOf={({ id }) => id}>
          {(person) => <PersonRow person={person} />}
        </Rows>
      )}
    </ListPage>
  );
}

/** Someone as a line of a list. */
export function PersonRow({ person }: { person: PersonLine }) {
  const about = [person.title, person.department, person.location].filter(Boolean).join(" · ");
  return (
    <Link href={`/people/${person.id}`} className="row">
      <Face name={person.name} />
      <span className="row-main">
        <span className="row-title">{person.name}</span>
        {about && (
          <span className="dim small" style={{ display: "block" }}>
            {about}
          </span>
        )}
      </span>
      <span className="row-end dim small">{person.status === "left" ? t("people.left") : person.manager?.name}</span>
    </Link>
  );
}
