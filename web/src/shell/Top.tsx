import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { lazy, Suspense } from "react";

import { t } from "./text";
import { MoonIcon, PlusIcon, SearchIcon, SunIcon } from "../ui/icons";
import { Face } from "../ui/parts";
import { useMe } from "../api/me";

interface Openers {
  openSearch: () => void;
  openHelp: () => void;
}

const Account = lazy(() => import("./Account"));

const NewMenu = lazy(() => import("./NewMenu"));

/** Search, what can be begun, colours, account. */
export function Top({ openSearch, openHelp }: Openers) {
  const me = useMe();
  return (
    <header className="top">
      <button type="button" className="search-button" onClick={openSearch}>
        <SearchIcon size={16} />
        <span>{t("app.search")}</span>
        <kbd>{t("app.search.hint")}</kbd>
      </button>
      <div className="top-space" />
      <Suspense fallback={<NewPlace />}>
        <NewMenu />
      </Suspense>
      <Colours />
      <Suspense fallback={<Face name={me.name} />}>
        <Account openHelp={openHelp} />
      </Suspense>
    </header>
  );
}

/** The button until what it opens is there: nothing moves when it comes. */
function NewPlace() {
  return (
    <Button size="sm" px="sm" leftSection={<PlusIcon size={16} />} disabled>
      {t("app.new")}
    </Button>
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
