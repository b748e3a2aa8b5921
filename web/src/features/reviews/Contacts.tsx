import { Fragment } from "react";

import type { ReviewView } from "../../api/contract";
import { t, tn } from "./text";

/** Whom of HR to ask about the process, with a link that begins an email about this review. */
export function Contacts({ review: { cycle, reviewee } }: { review: ReviewView }) {
  const contacts = cycle.hr_contacts;
  if (contacts.length === 0) return null;
  const subject = encodeURIComponent(t("review.contacts.subject", { name: reviewee.name, cycle: cycle.name }));
  return (
    <span className="contacts">
      {tn("review.contacts", contacts.length)}{" "}
      {contacts.map(({ id, name, email }, i) => (
        <Fragment key={id}>
          {i > 0 && ", "}
          {email ? <a href={`mailto:${encodeURIComponent(email)}?subject=${subject}`}>{name}</a> : name}
        </Fragment>
      ))}
    </span>
  );
}
