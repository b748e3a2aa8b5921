import { Link } from "wouter";

import { t } from "../../text";

/** Someone, leading to their profile. */
export function PersonLink({ person, you = false }: { person: { id: string; name: string }; you?: boolean }) {
  return (
    <Link href={`/people/${person.id}`} className="person-link">
      {person.name}
      {you && ` (${t("app.you")})`}
    </Link>
  );
}
