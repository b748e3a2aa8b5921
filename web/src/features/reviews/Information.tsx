import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";

import type { DeadlineView, InformationView, SideInformation } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { t, tOr, tx } from "./text";
import { Drawer } from "../../ui/Dialog";
import { Await, DayText, DueDate, Moment, Tag } from "../../ui/parts";
import { ReviewTag, SideTag } from "./states";
import "./information.css";

/** Where a review stands: dates, who is waited for, versions and who read them, signatures. Nothing is read by it. */
export function Information({ id, name, close }: { id: string; name: string; close: () => void }) {
  const asked = useApiQuery("GET /reviews/{review_id}/information", { path: { review_id: id } });
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="lg"
      title={<strong>{t("info.title", { name })}</strong>}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <Await asked={asked}>{(review) => <Parts review={review} />}</Await>
    </Drawer>
  );
}

function Parts({ review }: { review: InformationView }) {
  return (
    <div className="info">
      <p className="dim">
        {t("review.lead", { cycle: review.cycle.name, reviewer: review.reviewer.name })} <ReviewTag review={review} />
      </p>
      {review.without_reviewer && <p className="notice">{t("info.without")}</p>}
      <Part title={t("info.waiting")}>
        <Waiting review={review} />
      </Part>
      <Part title={t("info.dates")}>
        <Dates review={review} />
      </Part>
      <Part title={t("info.versions")}>
        <Versions title={t("info.self")} side={review.self} />
        {review.manager && <Versions title={t("info.manager")} side={review.manager} />}
      </Part>
      <Part title={t("info.signatures")}>
        <Signatures review={review} />
      </Part>
      <Button component={Link} href={`/reviews/${review.id}`} variant="default">
        {t("info.go")}
      </Button>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Who has to do what before it goes on. */
function Waiting({ review: { waiting } }: { review: InformationView }) {
  if (waiting.length === 0) return <p>{t("info.waiting.none")}</p>;
  return (
    <ul>
      {waiting.map(({ kind, person, due_at, time_zone, state }) => (
        <li key={kind + person.id}>
          {tx("info.waiting.for", {
            name: <strong>{person.name}</strong>,
            what: tOr("info.do", kind),
            when: <DueDate at={due_at} zone={time_zone} />,
          })}
          {state === "locked" && ` (${t("info.locked")})`}
        </li>
      ))}
    </ul>
  );
}

function Dates({ review: { opens_at, closes_at, time_zone, deadlines } }: { review: InformationView }) {
  return (
    <dl className="facts">
      <dt>{t("info.opens")}</dt>
      <dd>
        <DayText at={opens_at} zone={time_zone} />
      </dd>
      <Due name={t("info.due.self")} due={deadlines.self} />
      <Due name={t("info.due.manager")} due={deadlines.manager} />
      <Due name={t("info.due.sign")} due={deadlines.sign} />
      <dt>{t("info.closes")}</dt>
      <dd>
        <DayText at={closes_at} zone={time_zone} ends />
      </dd>
    </dl>
  );
}

function Due({ name, due: { at, date, time_zone, extended } }: { name: string; due: DeadlineView }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <DayText at={at} zone={time_zone} date={date} /> {extended && <Tag tone="accent">{t("info.extended")}</Tag>}
      </dd>
    </>
  );
}

function Versions({ title, side }: { title: string; side: SideInformation }) {
  const { state, version, shared_at, reads } = side;
  return (
    <div className="info-side">
      <h3>
        {title} <SideTag state={state} />
      </h3>
      <p>
        {shared_at && version > 0
          ? tx("info.shared", { n: String(version), when: <Moment at={shared_at} /> })
          : t("info.never")}
      </p>
      {reads && version > 0 && (
        <ul>
          {reads.length === 0 && <li>{t("info.unread")}</li>}
          {reads.map(({ reader, version: read, at }) => (
            <li key={reader.id + String(read)}>
              {tx("info.read", { name: reader.name, n: String(read), when: <Moment at={at} /> })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Signatures({ review: { signatures, past_reviewers } }: { review: InformationView }) {
  return (
    <>
      {signatures.length === 0 ? (
        <p>{t("info.signatures.none")}</p>
      ) : (
        <ul>
          {signatures.map(({ party, person, at }) => (
            <li key={party}>{tx("info.signed", { name: person.name, when: <Moment at={at} /> })}</li>
          ))}
        </ul>
      )}
      {past_reviewers.map(({ person, until }) => (
        <p key={person.id + until} className="dim small">
          {tx("info.past", { name: person.name, when: <Moment at={until} /> })}
        </p>
      ))}
    </>
  );
}
