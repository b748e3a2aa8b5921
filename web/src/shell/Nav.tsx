import { Link, useLocation } from "wouter";

import { useMe } from "../api/me";
import type { MenuEntry } from "../ui/feature";
import { Mark } from "../ui/Mark";
import { everyones, hrs, isUnder } from "./menu";
import { t } from "./text";

/** Where one can go, by role. */
export function Nav() {
  const me = useMe();
  const hr = hrs(me);
  return (
    <nav aria-label={t("nav.label")}>
      {everyones(me).map((entry) => (
        <NavTo key={entry.path} {...entry} />
      ))}
      {hr.length > 0 && <div className="side-heading">{t("nav.hr")}</div>}
      {hr.map((entry) => (
        <NavTo key={entry.path} {...entry} />
      ))}
    </nav>
  );
}

function NavTo({ path, title, icon: Icon }: MenuEntry) {
  const [current] = useLocation();
  return (
    <Link href={path} className="side-link" aria-current={isUnder(current, path) ? "page" : undefined}>
      <Icon />
      {title}
    </Link>
  );
}

export function Brand() {
  return (
    <Link href="/" className="brand">
      <Mark />
      {t("app.name")}
    </Link>
  );
}
