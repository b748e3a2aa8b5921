import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { PersonRef } from "../../api/contract";
import { withPath } from "./routes";
import { t } from "./text";

/** Someone, leading to the page of the two. */
export function WithLink({ person }: { person: PersonRef }) {
  return (
    <Link href={withPath(person.id)} className="person-link">
      {person.name}
    </Link>
  );
}

/** To the page of the two, from what is about the other one. */
export function WithButton({ person }: { person: PersonRef }) {
  return (
    <Button component={Link} href={withPath(person.id)} variant="default">
      {t("with.page", { name: person.name })}
    </Button>
  );
}
