import type { ReactNode } from "react";

import { useApiQuery } from "../../api/hooks";
import { t, tOr } from "./text";
import { PersonLink } from "../people";
import { type Detail, detailWords } from "./auditDetails";

/** Details that name someone by their id. */
const SOMEBODY = new Set(["person", "from", "to"]);

/** What an entry of the trail says beside the deed, in words; people by their names. */
export function AuditDetail({
  detail,
  reason,
}: {
  detail: Readonly<Record<string, Detail>>;
  reason: string | undefined;
}) {
  const parts: [string, ReactNode][] = Object.entries(detail).map(([name, value]) => [
    name,
    SOMEBODY.has(name) ? <Named name={name} id={String(value)} /> : detailWords(name, value),
  ]);
  if (reason) parts.push(["reason", t("audit.why", { reason })]);
  const said = parts.filter(([, words]) => Boolean(words));
  if (said.length === 0) return null;
  return (
    <div className="dim small">
      {said.map(([name, words], i) => (
        <span key={name}>
          {i > 0 && " · "}
          {words}
        </span>
      ))}
    </div>
  );
}

function Named({ name, id }: { name: string; id: string }) {
  const asked = useApiQuery("GET /people/{person_id}", { path: { person_id: id } });
  if (!asked.data) return null;
  return (
    <>
      {tOr("audit.detail", name)} <PersonLink person={asked.data} />
    </>
  );
}
