import { type ComponentType, createContext, lazy, type ReactNode, useContext } from "react";

import type { Me, PersonView } from "../api/contract";
import { useMe } from "../api/me";

/** What a feature brings; the shell reads it, and is the only one that knows all of them. */
export interface Feature {
  /** As the service calls it. */
  name: string;
  screens: readonly Screen[];
  menu?: readonly MenuEntry[];
  notices?: readonly Notice[];
  /** What stays at the edge of every screen, loaded after the first one. */
  dock?: () => Promise<{ default: ComponentType }>;
  /** What it keeps on this device beside the drafts. */
  device?: DeviceData;
  /** Its own part of the list of keyboard shortcuts. */
  keys?: ComponentType;
  /** What of it stands in one's line of time. */
  kinds?: readonly Kind[];
  /** Its parts of the page that someone has with another person. */
  withPerson?: readonly WithPart[];
  /** What can be begun from everywhere, under "New". */
  adds?: readonly Command[];
  /** More of that, which depends on what there is to do. */
  addsNow?: ComponentType<{ close: () => void }>;
  /** Where the search leads, beside the entries of the menu and what can be begun. */
  commands?: readonly Command[];
  /** What the search finds by words. */
  finder?: Finder;
}

/** A screen and its address; each is a part of its own, loaded when it is wanted, and names its title by `useTitle`. */
export interface Screen {
  path: string;
  show: ComponentType<Record<string, string>>;
  /** Whose it is, where it is not everyone's: others are told that it is not theirs. */
  may?: (me: Me) => boolean;
  /** Uses the whole width of the window. */
  wide?: boolean;
  /** For whoever has the address, signed in or not. */
  open?: boolean;
}

export interface MenuEntry {
  path: string;
  title: string;
  icon: ComponentType<{ size?: number }>;
  /** Below everyone's entries, under HR's heading. */
  hr?: boolean;
  may?: (me: Me) => boolean;
  /** Not in the menu, because another screen leads here; the letter does. */
  unlisted?: boolean;
  /** The letter that leads here after `g`. */
  key?: string;
}

export interface Command {
  title: string;
  path: string | ((me: Me) => string);
  icon?: ComponentType<{ size?: number }>;
  may?: (me: Me) => boolean;
}

export interface Finder {
  /** What those are that it finds. */
  title: string;
  /** Before what others find. */
  first?: boolean;
  find: (
    words: string,
    how: { signal: AbortSignal; features: readonly Feature[]; me: Me },
  ) => Promise<readonly Found[]>;
}

/** Something that was found, and where it is. */
export interface Found {
  key: string;
  title: string;
  about?: string;
  icon: ReactNode;
  path: string;
}

/** A kind of thing in one's line of time, as `GET /year` names it. */
export interface Kind {
  kind: string;
  title: string;
  icon: ComponentType<{ size?: number }>;
  /** Where one of them stands, in a word. */
  state?: ComponentType<{ state: string }>;
  /** The list of all of them, where no entry of the menu leads to it. */
  list?: { path: string; title: string };
}

/** A part of the page of two people, under its own heading; where there is nothing to say, it is not there. */
export interface WithPart {
  name: string;
  /** The lower comes first: what is next from 10 on, what is talked about from 30, what is worked on from 60, what was before from 90. */
  order: number;
  show: ComponentType<{ person: PersonView }>;
}

/** Something to know before anything else, above the screens of these addresses. */
export interface Notice {
  above: (path: string) => boolean;
  may: (me: Me) => boolean;
  show: ComponentType<{ me: Me }>;
}

export interface DeviceData {
  /** Whether something of this person is not on the server yet. */
  unsent: (personId: string) => Promise<boolean>;
  /** What is said before signing out deletes it. */
  warning: string;
  forget: () => Promise<void>;
}

/** All features, for a screen that puts together what several of them declare. */
export const Features = createContext<readonly Feature[]>([]);

/** The features that this company uses. */
export function useFeatures(): readonly Feature[] {
  const me = useMe();
  return useContext(Features).filter((feature) => isUsed(feature, me));
}

/** Whether a feature is not switched off. */
export const isUsed = ({ name }: Feature, { features }: Me): boolean => features[name] !== false;

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The screen of an address; it is given what stands for the address's `:names`. */
export const screen = <Path extends string>(
  path: Path,
  load: () => Promise<{ default: ComponentType<Record<Names<Path>, string>> }>,
  rest: Omit<Screen, "path" | "show"> = {},
): Screen => ({ path, show: lazy(load), ...rest });
