import { Link } from "wouter";

import type { PersonStatus } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { t, tn } from "./text/hr";
import { Choice } from "../../ui/Choice";

const MOST = 100;

/** What an HR admin has beside the search: what waits for a second one, and those who left. */
export default function PeopleTools({ status, show }: { status: PersonStatus; show: (status: PersonStatus) => void }) {
  return (
    <>
      <Waiting />
      <div className="filters">
        <Choice
          label={t("hr.people.show")}
          value={status}
          onChange={show}
          values={(["active", "left"] as const).map((value) => ({ value, label: t(`hr.people.${value}`) }))}
        />
      </div>
    </>
  );
}

/** How many changes of the directory wait, leading to them. */
function Waiting() {
  const { data } = useApiQuery("GET /people/held", { query: { limit: MOST } });
  const n = data?.items.length ?? 0;
  if (n === 0) return null;
  const counted = data?.next ? t("hr.held.many", { n }) : tn("hr.import.holds", n);
  return (
    <p className="notice">
      <Link href="/people/held">{counted}</Link>
    </p>
  );
}
