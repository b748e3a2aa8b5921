import { Button } from "@mantine/core";

import type { EntryView } from "../../api/contract";
import { useApiQuery, usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { t, tOr } from "./text";
import { PersonFilter, PersonLink } from "../people";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { text, useFilters } from "../../ui/useFilters";
import { Empty, Instant } from "../../ui/parts";
import { AuditDetail } from "./AuditDetail";

const FILTERS = { subject_id: text, actor_id: text };

/** Who did and who read what: all of it, or about someone, or by someone. */
export default function Audit() {
  const me = useMe();
  const filters = useFilters(FILTERS);
  const list = usePages("GET /audit", { query: filters.query });
  return (
    <ListPage
      title={t("nav.audit")}
      lead={t("audit.lead")}
      list={list}
      filters={filters}
      controls={
        <>
          <PersonFilter
            label={t("audit.subject")}
            id={filters.values.subject_id}
            onChange={(id) => filters.set({ subject_id: id })}
          />
          <PersonFilter
            label={t("audit.actor")}
            id={filters.values.actor_id}
            onChange={(id) => filters.set({ actor_id: id })}
          />
          <Button variant="subtle" onClick={() => filters.set({ subject_id: "", actor_id: me.person.id })}>
            {t("audit.mine")}
          </Button>
        </>
      }
      noMatch={t("audit.noneFiltered")}
      empty={<Empty title={t("audit.none")}>{t("audit.none.hint")}</Empty>}
    >
      {(entries) => (
        <Rows items={entries} label={t("nav.audit")} keyOf={({ id }) => id}>
          {(entry) => <Row entry={entry} />}
        </Rows>
      )}
    </ListPage>
  );
}

/** Kinds of objects that are about a person; the others are about the whole company. */
const ABOUT_SOMEBODY = new Set([
  "self",
  "manager",
  "contribution",
  "contributions",
  "notes",
  "rating",
  "review",
  "person",
  "record",
]);

/** What is done to a whole cycle and is still about somebody. */
const OF_SOMEBODY = new Set(["join_refused"]);

function Row({ entry }: { entry: EntryView }) {
  const { actor, action, object, at, reason, detail } = entry;
  return (
    <div className="row">
      <div className="row-main">
        <div>
          {actor.name ? <PersonLink person={actor} /> : t("audit.system")} {deed(action, object.kind)}
          {(ABOUT_SOMEBODY.has(object.kind) || OF_SOMEBODY.has(action)) && entry.subject_id !== actor.id && (
            <About id={entry.subject_id} />
          )}
        </div>
        <AuditDetail detail={detail ?? {}} reason={reason} />
      </div>
      <div className="row-end dim small">
        <Instant at={at} />
      </div>
    </div>
  );
}

/** What was done, in words; where there are none yet, as the API names it. */
function deed(action: string, kind: string): string {
  const exact = tOr(`audit.did.${action}`, kind);
  return exact === kind.replaceAll("_", " ") ? tOr("audit.did", action) : exact;
}

function About({ id }: { id: string }) {
  const asked = useApiQuery("GET /people/{person_id}", { path: { person_id: id } });
  if (!asked.data) return null;
  return (
    <>
      {" · "}
      <PersonLink person={asked.data} />
    </>
  );
}
