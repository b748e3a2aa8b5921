import { Link } from "wouter";

import { useApiQuery } from "../../api/hooks";
import { routes } from "./routes";
import { t, tn } from "./text/hr";

const MOST = 100;

/** How many changes of the directory wait for a second HR admin, leading to them. */
export default function WaitingChanges() {
  const { data } = useApiQuery("GET /people/held", { query: { limit: MOST } });
  const n = data?.items.length ?? 0;
  if (n === 0) return null;
  const counted = data?.next ? t("hr.held.many", { n }) : tn("hr.import.holds", n);
  return (
    <p className="notice">
      <Link href={routes.heldChanges}>{counted}</Link>
    </p>
  );
}
