import { Link } from "wouter";

import { useApiQuery } from "../../api/hooks";
import { t } from "./text";

/** What an HR admin is still asked for, above the screens where it matters. */
export default function HrNotices() {
  const { data } = useApiQuery("GET /company");
  if (!data || data.time_zone) return null;
  return (
    <p className="notice">
      {t("company.zone.notice")} <Link href="/hr/company">{t("company.zone.notice.link")}</Link>
    </p>
  );
}
