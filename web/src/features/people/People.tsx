import { useDebouncedValue } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { Link, useSearchParams } from "wouter";

import type { PersonLine, PersonStatus } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { isHrAdmin, useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { t } from "./text";
import { DataList, Empty, Face, PageHead } from "../../ui/parts";
import { SearchField } from "../../ui/SearchField";

const PeopleTools = lazy(() => import("./PeopleTools"));

/** The directory, searched by the beginnings of names. */
export default function People() {
  const me = useMe();
  useTitle(t("people.title"));
  const [search, setSearch] = useSearchParams();
  const typed = search.get("query") ?? "";
  const [query] = useDebouncedValue(typed.trim(), 250);
  const status: PersonStatus = isHrAdmin(me) && search.get("status") === "left" ? "left" : "active";
  const list = usePages("GET /people", {
    query: { ...(query.length >= 2 && { query }), ...(status === "left" && { status }) },
  });
  const ask = (words: string, chosen: PersonStatus): void =>
    setSearch({ ...(words && { query: words }), ...(chosen === "left" && { status: chosen }) }, { replace: true });
  return (
    <>
      <PageHead title={t("people.title")} lead={t("people.lead")} />
      <SearchField mb="lg" label={t("people.search")} value={typed} change={(words) => ask(words, status)} />
      {isHrAdmin(me) && (
        <Suspense>
          <PeopleTools status={status} show={(chosen) => ask(typed, chosen)} />
        </Suspense>
      )}
      <DataList
        {...list}
        label={t("people.title")}
        keyOf={(person) => person.id}
        empty={<Empty title={t("people.none")}>{t("people.none.hint")}</Empty>}
      >
        {(person) => <PersonRow person={person} />}
      </DataList>
    </>
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
