import { useDisclosure } from "@mantine/hooks";
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { matchRoute, useLocation, useRouter } from "wouter";

import { device } from "../ui/drafts/device";
import { t } from "./text";
import { useToast } from "../ui/toasts";
import { ErrorBoundary } from "./ErrorBoundary";
import { features } from "./features";
import { placesOf } from "./menu";
import { useMe } from "../api/me";
import { Brand, Nav } from "./Nav";
import { PhoneBar } from "./PhoneBar";
import { Screens } from "./Screens";
import { Top } from "./Top";
import { useShortcuts } from "./shortcuts";

const MenuDrawer = lazy(() => import("./MenuDrawer"));
const loadSearch = () => import("./Palette");
const Palette = lazy(loadSearch);
const KeysHelp = lazy(() => import("./KeysHelp"));
const notices = features.flatMap((feature) => feature.notices ?? []);
const docks = features.flatMap((feature) => feature.dock ?? []);
const wide = features.flatMap((feature) => feature.screens.filter((one) => one.wide).map(({ path }) => path));
/** After the first screen: keys that are pressed right after Ctrl-K are not to be lost; recordings may have been left. */
const SOON = 1_500;

/** Navigation at the left, search and account at the top, the screen of the address in the middle. */
export function Shell() {
  const me = useMe();
  const [path, navigate] = useLocation();
  const [menu, { open: openMenu, close: closeMenu }] = useDisclosure(false);
  const [search, { open: openSearch, close: closeSearch }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  const toast = useToast();
  const main = useFocusOnArrival(path, menu);
  const save = useCallback(() => void saved().then((all) => toast(t(all ? "draft.saved" : "draft.trouble"))), [toast]);
  const go = useCallback((place: string) => navigate(place), [navigate]);
  const places = useMemo(() => placesOf(me), [me]);
  useShortcuts({ search: openSearch, save, help: openHelp, go, places });
  const edge = useDocks();
  const wideHere = useWide(path);

  useEffect(() => {
    const timer = setTimeout(() => void loadSearch().catch(() => undefined), SOON);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => closeMenu(), [path, closeMenu]);
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
        <Top openSearch={openSearch} openHelp={openHelp} />
        <main className={wideHere ? "screen screen-wide" : "screen"} id="main" tabIndex={-1} ref={main}>
          <Notices path={path} />
          <ErrorBoundary key={path}>
            <Screens />
          </ErrorBoundary>
        </main>
      </div>
      <PhoneBar openMenu={openMenu} />
      {edge.map((Dock, i) => (
        <Dock key={i} />
      ))}
      <Suspense>
        {menu && <MenuDrawer close={closeMenu} />}
        {search && <Palette close={closeSearch} />}
        {help && <KeysHelp close={closeHelp} />}
      </Suspense>
    </div>
  );
}

/** What someone has to know before anything else. */
function Notices({ path }: { path: string }) {
  const me = useMe();
  return (
    <Suspense>
      {notices.map(({ above, may, show: Show }, i) => above(path) && may(me) && <Show key={i} me={me} />)}
    </Suspense>
  );
}

/** What stays at the edge of every screen; without a network it comes as soon as there is one. */
function useDocks(): readonly ComponentType[] {
  const [loaded, setLoaded] = useState<readonly ComponentType[]>([]);
  useEffect(() => {
    const load = (): void =>
      void Promise.all(docks.map((dock) => dock())).then(
        (found) => setLoaded(found.map((dock) => dock.default)),
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
function useWide(path: string): boolean {
  const { parser } = useRouter();
  return wide.some((pattern) => matchRoute(parser, pattern, path)[0]);
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
