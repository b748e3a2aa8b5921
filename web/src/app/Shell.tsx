import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";

import { device } from "../drafts/device";
import { t } from "../text";
import { useSay } from "../ui/toasts";
import { ErrorBoundary } from "./ErrorBoundary";
import { useShortcuts } from "./keys";
import { Brand, Nav } from "./Nav";
import { Screens } from "./Screens";
import { Top } from "./Top";

const MenuDrawer = lazy(() => import("./MenuDrawer"));
const KeysHelp = lazy(() => import("./KeysHelp"));
const loadSearch = () => import("../people/SearchPeople");
const SearchPeople = lazy(loadSearch);
const Dock = lazy(() => import("../reflections/Dock"));
/** After the first screen: keys that are pressed right after Ctrl-K are not to be lost; recordings may have been left. */
const SOON = 1_500;

/** Navigation at the left, search and account at the top, the screen of the address in the middle. */
export function Shell() {
  const [path, navigate] = useLocation();
  const [menu, showMenu] = useDisclosure(false);
  const [search, showSearch] = useDisclosure(false);
  const [help, showHelp] = useDisclosure(false);
  const say = useSay();
  const main = useFocusOnArrival(path);
  const save = useCallback(() => void saved().then((all) => say(t(all ? "draft.saved" : "draft.trouble"))), [say]);
  const go = useCallback((place: string) => navigate(place), [navigate]);
  useShortcuts({ search: showSearch.open, save, help: showHelp.open, go });
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => (setLater(true), void loadSearch().catch(() => undefined)), SOON);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => showMenu.close(), [path, showMenu.close]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      <aside className="side">
        <Brand />
        <Nav />
      </aside>
      <div className="main">
        <Top openMenu={showMenu.open} openSearch={showSearch.open} openHelp={showHelp.open} />
        <main className={isWide(path) ? "screen screen-wide" : "screen"} id="main" tabIndex={-1} ref={main}>
          <ErrorBoundary key={path}>
            <Screens />
          </ErrorBoundary>
        </main>
      </div>
      <Suspense>{later && <Dock />}</Suspense>
      <Suspense>
        {menu && <MenuDrawer close={showMenu.close} />}
        {search && <SearchPeople close={showSearch.close} />}
        {help && <KeysHelp close={showHelp.close} />}
      </Suspense>
    </div>
  );
}

/** Save everything that is open here; whether nothing is left on this device only. */
async function saved(): Promise<boolean> {
  await device.saveAll();
  return !(await device.hasUnsaved());
}

/** Two texts side by side, a video and what is said about it, and HR's tables use the width of the window. */
function isWide(path: string): boolean {
  return /^\/(team$|reviews\/.|reflections\/.|hr\/cycles\/.)/.test(path);
}

/** After going somewhere the focus is where the new content begins, and the page at its top. */
function useFocusOnArrival(path: string): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return main;
}
