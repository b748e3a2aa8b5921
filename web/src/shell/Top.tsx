import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { lazy, Suspense } from "react";

import { t } from "./text";
import { MenuIcon, MoonIcon, SearchIcon, SunIcon } from "../ui/icons";
import { Face } from "../ui/parts";
import { useMe } from "../api/me";

interface Openers {
  openMenu: () => void;
  openSearch: () => void;
  openHelp: () => void;
}

const Account = lazy(() => import("./Account"));

/** Search, colours, account. */
export function Top({ openMenu, openSearch, openHelp }: Openers) {
  const me = useMe();
  return (
    <header className="top">
      <ActionIcon
        className="only-phone"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("app.menu")}
        onClick={openMenu}
      >
        <MenuIcon />
      </ActionIcon>
      <button type="button" className="search-button" onClick={openSearch}>
        <SearchIcon size={16} />
        <span>{t("app.search")}</span>
        <kbd>{t("app.search.hint")}</kbd>
      </button>
      <div className="top-space" />
      <Colours />
      <Suspense fallback={<Face name={me.name} />}>
        <Account openHelp={openHelp} />
      </Suspense>
    </header>
  );
}

function Colours() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t(dark ? "app.light" : "app.dark")}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  );
}
