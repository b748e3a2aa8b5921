import { Button } from "@mantine/core";
import { Suspense } from "react";
import { Link } from "wouter";

import type { Me, PersonView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { AwaitDetail, DetailPage } from "../../ui/DetailPage";
import { useFeatures } from "../../ui/feature";
import { Face, NotFound, Tag } from "../../ui/parts";
import { peopleRoutes } from "../people";
import { routes } from "./routes";
import { t } from "./text";

/** One page of two: what is next between oneself and another person, what they talk about, what they share. */
export default function WithPerson({ personId }: { personId: string }) {
  const me = useMe();
  const asked = useApiQuery("GET /people/{person_id}", { path: { person_id: personId } });
  if (personId === me.id) return <NotFound />;
  return <AwaitDetail asked={asked}>{(person) => <Content person={person} />}</AwaitDetail>;
}

function Content({ person }: { person: PersonView }) {
  const relation = relationOf(person, useMe());
  const parts = useFeatures()
    .flatMap(({ name, withPerson = [] }) => withPerson.map((part) => ({ ...part, key: `${name} ${part.name}` })))
    .sort((one, other) => one.order - other.order);
  return (
    <DetailPage
      title={person.name}
      windowTitle={t("with.page", { name: person.name })}
      lead={[person.title, person.department].filter(Boolean).join(" · ")}
      back={{ href: routes.with, text: t("nav.with") }}
      picture={<Face name={person.name} />}
      state={relation && <Tag>{t(relation)}</Tag>}
      audience={null}
      action={
        <Button component={Link} href={peopleRoutes.person.replace(":id", person.id)} variant="default">
          {t("with.profile")}
        </Button>
      }
    >
      {parts.map(({ key, show: Part }) => (
        <Suspense key={key}>
          <Part person={person} />
        </Suspense>
      ))}
    </DetailPage>
  );
}

/** How the other person stands to me. */
function relationOf({ id, status, manager, chain }: PersonView, me: Me) {
  if (status === "left") return "with.is.left";
  if (me.manager?.id === id) return "with.is.manager";
  if (manager?.id === me.id) return "with.is.report";
  return chain.some((one) => one.id === me.id) ? "with.is.below" : undefined;
}
