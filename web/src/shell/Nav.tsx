import { Link, useLocation } from "wouter";

import { useMe } from "../api/me";
import type { MenuEntry } from "../ui/feature";
import { Mark } from "../ui/Mark";
import { menuOf } from "./menu";
import { t } from "./text";

/** Where one can go, by role. */
export function Nav() {
  const menu = menuOf(useMe()).filter(({ unlisted }) => !unlisted);
  const hr = menu.filter((entry) => entry.hr);
  return (
    <nav aria-label={t("nav.label")}>
      {menu
        .filter((entry) => !entry.hr)
        .map((entry) => (
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
  const here = path === "/" ? current === "/" : current === path || current.startsWith(`${path}/`);
  return (
    <Link href={path} className="side-link" aria-current={here ? "page" : undefined}>
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
