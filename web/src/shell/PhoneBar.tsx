import { Link, useLocation } from "wouter";

import { useMe } from "../api/me";
import { MenuIcon } from "../ui/icons";
import { everyones, isUnder } from "./menu";
import { t } from "./text";

const ENTRIES = 4;

/** At the foot of a phone: the first entries, and the whole menu. */
export function PhoneBar({ openMenu }: { openMenu: () => void }) {
  const [current] = useLocation();
  return (
    <nav className="phone-bar" aria-label={t("nav.bar")}>
      {everyones(useMe())
        .slice(0, ENTRIES)
        .map(({ path, title, icon: Icon }) => (
          <Link key={path} href={path} aria-current={isUnder(current, path) ? "page" : undefined}>
            <Icon size={22} />
            <span>{title}</span>
          </Link>
        ))}
      <button type="button" onClick={openMenu} aria-haspopup="dialog">
        <MenuIcon size={22} />
        <span>{t("app.menu")}</span>
      </button>
    </nav>
  );
}
