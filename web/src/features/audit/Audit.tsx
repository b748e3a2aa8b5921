import { Button } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "wouter";

import type { EntryView } from "../../api/contract";
import { useApiQuery, usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { PersonPicker } from "../people";
import { t, tOr } from "./text";
import { PersonLink } from "../people";
import { DataList, Empty, Instant, PageHead } from "../../ui/parts";
import { AuditDetail } from "./AuditDetail";

interface Person {
  id: string;
  name: string;
}

/** Who did and who read what: all of it, or about someone, or by someone; both stand in the address. */
export default function Audit() {
  useTitle(t("nav.audit"));
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const [subject, setSubject] = usePerson(search.get("subject_id"));
  const [actor, setActor] = usePerson(search.get("actor_id"));
  const show = (about: Person | null, by: Person | null): void => {
    setSubject(about);
    setActor(by);
    setSearch({ ...(about && { subject_id: about.id }), ...(by && { actor_id: by.id }) }, { replace: true });
  };
  const query = { ...(subject && { subject_id: subject.id }), ...(actor && { actor_id: actor.id }) };
  const list = usePages("GET /audit", { query });
  return (
    <>
      <PageHead title={t("nav.audit")} lead={t("audit.lead")} />
      <div className="filters">
        <PersonPicker label={t("audit.subject")} value={subject} onChange={(person) => show(person, actor)} />
        <PersonPicker label={t("audit.actor")} value={actor} onChange={(person) => show(subject, person)} />
        <Button variant="subtle" onClick={() => show(null, me.person)}>
          {t("audit.mine")}
        </Button>
      </div>
      <DataList {...list} label={t("nav.audit")} keyOf={(entry) => entry.id} empty={<Empty title={t("audit.none")} />}>
        {(entry) => <Row entry={entry} />}
      </DataList>
    </>
  );
}

/** Someone named in the address, with a name as soon as it is known. */
function usePerson(id: string | null): [Person | null, (person: Person | null) => void] {
  const [chosen, setChosen] = useState<Person | null>(null);
  const missing = id !== null && chosen?.id !== id;
  const asked = useApiQuery("GET /people/{person_id}", { path: { person_id: id ?? "" } }, { when: missing });
  return [id === null ? null : missing ? { id, name: asked.data?.name ?? "…" } : chosen, setChosen];
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
