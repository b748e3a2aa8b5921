import type { PersonView } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { ReflectionRow as Row } from "../reflections";
import { ReviewRow } from "../reviews";
import { t } from "./text";
import { List, Rows } from "../../ui/List";
import { Empty, Section } from "../../ui/parts";
import { PersonRow } from "./People";

/** What a profile holds below the facts; what its reader may see nothing of is not there at all. */
export default function ProfileParts({ person }: { person: PersonView }) {
  const me = useMe();
  const watches = me.features["reflections"] && (person.id === me.id || person.manager?.id === me.id);
  return (
    <>
      <Reviews of={person} />
      {watches && <Reflections of={person} mine={person.id === me.id} />}
      <Reports of={person} />
    </>
  );
}

function Reviews({ of }: { of: PersonView }) {
  const list = usePages("GET /reviews", { query: { reviewee_id: of.id } });
  if (!list.error && !list.items?.length) return null;
  return (
    <Section title={t("people.reviews")}>
      <List list={list} empty={null}>
        {(reviews) => (
          <Rows items={reviews} label={t("people.reviews")} keyOf={({ id }) => id}>
            {(review) => <ReviewRow review={review} byPerson={false} />}
          </Rows>
        )}
      </List>
    </Section>
  );
}

function Reflections({ of, mine }: { of: PersonView; mine: boolean }) {
  const list = usePages("GET /reflections", { query: { owner_id: of.id } });
  return (
    <Section title={t("people.reflections")}>
      <List
        list={list}
        empty={
          <Empty title={t("people.reflections.none")}>
            {!mine && t("people.reflections.none.hint", { name: of.name })}
          </Empty>
        }
      >
        {(lines) => (
          <Rows items={lines} label={t("people.reflections")} keyOf={({ id }) => id}>
            {(line) => <Row line={line} role={mine ? "owner" : "manager"} />}
          </Rows>
        )}
      </List>
    </Section>
  );
}

function Reports({ of }: { of: PersonView }) {
  const list = usePages("GET /people/{person_id}/reports", { path: { person_id: of.id } });
  return (
    <Section title={t("people.reports")}>
      <List list={list} empty={<Empty title={t("people.reports.none", { name: of.name })} />}>
        {(reports) => (
          <Rows items={reports} label={t("people.reports")} keyOf={({ id }) => id}>
            {(one) => <PersonRow person={one} />}
          </Rows>
        )}
      </List>
    </Section>
  );
}
