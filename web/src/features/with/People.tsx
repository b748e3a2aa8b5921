import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { PersonRef } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { type Listed, Rows } from "../../ui/List";
import { ListSection } from "../../ui/ListSection";
import { Page } from "../../ui/Page";
import { Empty, Face, Section } from "../../ui/parts";
import { peopleRoutes } from "../people";
import { type Other, othersOf } from "./others";
import { withPath } from "./routes";
import { t } from "./text";

/** Whoever one talks with is among the newest of so many. */
const MOST = 100;

/** The people one talks with: the manager first, then the reports, then others. */
export default function People() {
  const me = useMe();
  const reports = usePages("GET /people", { query: { manager_id: me.id, limit: MOST } }, { when: me.has_reports });
  const others = useOthers(new Set([me.manager, ...(reports.items ?? [])].map((one) => one?.id ?? "")));
  const nobody = !me.manager && !me.has_reports && others.items?.length === 0;
  return (
    <Page title={t("nav.with")} lead={t("with.lead")}>
      {me.manager && (
        <Section title={t("with.manager")}>
          <Rows items={[me.manager]} label={t("with.manager")} keyOf={idOf}>
            {(person) => <PersonRow person={person} />}
          </Rows>
        </Section>
      )}
      {me.has_reports && (
        <ListSection title={t("with.reports")} list={reports} keyOf={idOf}>
          {(person) => <PersonRow person={person} about={person.title} />}
        </ListSection>
      )}
      {(!me.has_reports || reports.items) && (
        <ListSection title={t("with.others")} list={others} keyOf={({ person }) => person.id}>
          {({ person, why }) => <PersonRow person={person} about={why} />}
        </ListSection>
      )}
      {nobody && <Nobody />}
    </Page>
  );
}

/** Those of the newest reviews and reflections. */
function useOthers(known: ReadonlySet<string>): Listed<Other> {
  const me = useMe();
  const reflects = me.features["reflections"] !== false;
  const reviews = usePages("GET /reviews", { query: { limit: MOST } });
  const reflections = usePages("GET /reflections", { query: { limit: MOST } }, { when: reflects });
  const shared = reflects ? reflections.items : [];
  return {
    items: reviews.items && shared && othersOf(me, known, reviews.items, shared),
    error: reviews.error ?? reflections.error,
    again: () => [reviews, reflections].forEach(({ again }) => again()),
  };
}

const idOf = ({ id }: PersonRef): string => id;

function PersonRow({ person, about }: { person: PersonRef; about?: string }) {
  return (
    <Link href={withPath(person.id)} className="row">
      <Face name={person.name} />
      <span className="row-main">
        <span className="row-title">{person.name}</span>
        {about && (
          <span className="dim small" style={{ display: "block" }}>
            {about}
          </span>
        )}
      </span>
    </Link>
  );
}

function Nobody() {
  return (
    <Empty
      title={t("with.none")}
      action={
        <Button component={Link} href={peopleRoutes.people} variant="default">
          {t("with.none.people")}
        </Button>
      }
    >
      {t("with.none.hint")}
    </Empty>
  );
}
