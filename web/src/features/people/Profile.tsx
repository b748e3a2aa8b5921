import { lazy, type ReactNode, Suspense } from "react";

import type { Me, PersonView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { isHr, isHrAdmin, useMe } from "../../api/me";
import { AwaitDetail, DetailPage } from "../../ui/DetailPage";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { useNow } from "../../ui/clock";
import { t, tOr } from "./text";
import { clockTime, dateWords } from "../../text/dates";
import { ErasureSection } from "../erasure";
import { WithButton } from "../with";
import { PersonLink } from "./PersonLink";
import { Face, Tag } from "../../ui/parts";
import { routes } from "./routes";
import { useKeepPerson } from "./KeepPerson";
import "./profile.css";

const Access = lazy(() => import("./Access"));
const ProfileParts = lazy(() => import("./ProfileParts"));

/** Someone: where they work, whom they report to, and what there is of theirs that the reader may see. */
export default function Profile({ id }: { id: string }) {
  const asked = useApiQuery("GET /people/{person_id}", { path: { person_id: id } });
  return <AwaitDetail asked={asked}>{(person) => <Content person={person} etag={asked.etag ?? ""} />}</AwaitDetail>;
}

function Content({ person, etag }: { person: PersonView; etag: string }) {
  const me = useMe();
  const { action, menu, dialogs } = useKeepPerson(person, etag);
  const talks = talkTogether(me, person);
  const about = [person.title, person.department].filter(Boolean).join(" · ");
  return (
    <DetailPage
      title={person.name}
      lead={about}
      back={{ href: routes.people, text: t("people.title") }}
      picture={<Face name={person.name} />}
      state={person.status === "left" && <Tag tone="wait">{t("people.left")}</Tag>}
      audience={person.status === "active" && <WhoCanSee>{t("people.who")}</WhoCanSee>}
      action={
        (action || talks) && (
          <>
            {talks && <WithButton person={person} />}
            {action}
          </>
        )
      }
      menu={menu}
    >
      {dialogs}
      {person.mail_trouble && person.mail_trouble !== "none" && <p className="notice">{t("people.mailTrouble")}</p>}
      <div className="profile">
        <div className="card">
          <Facts person={person} />
        </div>
        <div className="card">
          <h2 style={{ margin: "0 0 0.8rem" }}>{t("people.chain")}</h2>
          <Chain person={person} meId={me.id} />
        </div>
      </div>
      {isHr(me) && (
        <Suspense>
          <Access person={person} />
        </Suspense>
      )}
      {isHrAdmin(me) && person.status === "left" && (
        <Suspense>
          <ErasureSection person={person} />
        </Suspense>
      )}
      <Suspense>
        <ProfileParts person={person} />
      </Suspense>
    </DetailPage>
  );
}

/** Whether one of the two is the other's manager. */
const talkTogether = (me: Me, { id, manager }: PersonView): boolean => me.manager?.id === id || manager?.id === me.id;

function Facts({ person }: { person: PersonView }) {
  const now = useNow();
  const zone =
    person.time_zone && `${person.time_zone} (${t("people.localTime", { time: clockTime(now, person.time_zone) })})`;
  const facts: [string, ReactNode][] = [
    [t("people.position"), person.title],
    [t("people.manager"), person.manager ? <PersonLink person={person.manager} /> : t("people.noManager")],
    [t("people.department"), person.department],
    [t("people.location"), person.location],
    [t("people.email"), person.email && <a href={`mailto:${person.email}`}>{person.email}</a>],
    [t("people.zone"), zone],
    [t("people.type"), person.employment_type?.replaceAll("_", " ")],
    [t("people.start"), person.start_date && dateWords(person.start_date)],
    [t("people.roles"), rolesOf(person)],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => Boolean(value))
        .map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function rolesOf({ roles = [], unconfirmed_roles: waiting = [] }: PersonView): string {
  const named = (role: string): string => tOr("people.role", role);
  return roles
    .map((role) => (waiting.includes(role) ? t("people.role.unconfirmed", { role: named(role) }) : named(role)))
    .join(", ");
}

/** The managers above, the topmost first, and the person at the end. */
function Chain({ person, meId }: { person: PersonView; meId: string }) {
  return (
    <ol className="chain">
      {[...person.chain].reverse().map((manager, depth) => (
        <li key={manager.id} style={{ marginLeft: `${Math.min(depth, 8) * 0.9}rem` }}>
          <PersonLink person={manager} you={manager.id === meId} />
        </li>
      ))}
      <li style={{ marginLeft: `${Math.min(person.chain.length, 8) * 0.9}rem` }} aria-current="true">
        <strong>{person.name}</strong>
      </li>
    </ol>
  );
}
