import { useDisclosure } from "@mantine/hooks";
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";

import type { Me } from "../api/contract";
import { device } from "../ui/drafts/device";
import { t } from "./text";
import { useToast } from "../ui/toasts";
import { ErrorBoundary } from "./ErrorBoundary";
import { useShortcuts } from "../ui/keys";
import { isHrAdmin, isUnconfirmed, useMe } from "../api/me";
import { Brand, Nav } from "./Nav";
import { Screens } from "./Screens";
import { Top } from "./Top";

const HrNotices = lazy(() => import("../features/company/HrNotices"));
const OtherAddress = lazy(() => import("../features/signin/OtherAddress"));
const MenuDrawer = lazy(() => import("./MenuDrawer"));
const KeysHelp = lazy(() => import("./KeysHelp"));
const loadSearch = () => import("../features/people/SearchPeople");
const SearchPeople = lazy(loadSearch);
const loadDock = () => import("../features/reflections/Dock");
/** After the first screen: keys that are pressed right after Ctrl-K are not to be lost; recordings may have been left. */
const SOON = 1_500;

/** Navigation at the left, search and account at the top, the screen of the address in the middle. */
export function Shell() {
  const me = useMe();
  const [path, navigate] = useLocation();
  const [menu, showMenu] = useDisclosure(false);
  const [search, showSearch] = useDisclosure(false);
  const [help, showHelp] = useDisclosure(false);
  const toast = useToast();
  const main = useFocusOnArrival(path, menu);
  const save = useCallback(() => void saved().then((all) => toast(t(all ? "draft.saved" : "draft.trouble"))), [toast]);
  const go = useCallback((place: string) => navigate(place), [navigate]);
  useShortcuts({ search: showSearch.open, save, help: showHelp.open, go });
  const Dock = useDock();
  useEffect(() => {
    const timer = setTimeout(() => void loadSearch().catch(() => undefined), SOON);
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
          {/^\/($|hr\/(?!company|import))/.test(path) && <Notices me={me} />}
          {path === "/" && me.sign_in_address && (
            <Suspense>
              <OtherAddress me={me} />
            </Suspense>
          )}
          <ErrorBoundary key={path}>
            <Screens />
          </ErrorBoundary>
        </main>
      </div>
      {Dock && <Dock />}
      <Suspense>
        {menu && <MenuDrawer close={showMenu.close} />}
        {search && <SearchPeople close={showSearch.close} />}
        {help && <KeysHelp close={showHelp.close} />}
      </Suspense>
    </div>
  );
}

/** What HR has to know before anything else. */
function Notices({ me }: { me: Me }) {
  if (isUnconfirmed(me)) return <p className="notice">{t("app.unconfirmed")}</p>;
  if (!isHrAdmin(me)) return null;
  return (
    <Suspense>
      <HrNotices />
    </Suspense>
  );
}

/** What tells of recordings on their way; without a network it comes as soon as there is one. */
function useDock(): ComponentType | null {
  const [loaded, setLoaded] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = (): void =>
      void loadDock().then(
        (dock) => setLoaded(() => dock.default),
        () => undefined,
      );
    const timer = setTimeout(load, SOON);
    window.addEventListener("online", load);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", load);
    };
  }, []);
  return loaded;
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

/** After going somewhere the focus is where the new content begins (once nothing covers it), and the page at its top. */
function useFocusOnArrival(path: string, covered: boolean): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path || covered) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path, covered]);
  return main;
}
