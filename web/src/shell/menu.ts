import type { Me } from "../api/contract";
import { type Command, isUsed, type MenuEntry } from "../ui/feature";
import { features } from "./features";

interface Mayable {
  may?: (me: Me) => boolean;
}

const ofUsed = <T extends Mayable>(
  me: Me,
  part: (feature: (typeof features)[number]) => readonly T[] | undefined,
): T[] =>
  features
    .filter((feature) => isUsed(feature, me))
    .flatMap((feature) => part(feature) ?? [])
    .filter(({ may }) => may?.(me) ?? true);

/** The entries that someone has, in their order: also those to which only a letter leads. */
export const menuOf = (me: Me): MenuEntry[] => ofUsed(me, ({ menu }) => menu);

/** What someone can begin. */
export const addsOf = (me: Me): Command[] => ofUsed(me, ({ adds }) => adds);

/** Where else someone can go. */
export const commandsOf = (me: Me): Command[] => ofUsed(me, ({ commands }) => commands);

/** Everyone's entries, as the menu shows them. */
export const everyones = (me: Me): MenuEntry[] => menuOf(me).filter(({ hr, unlisted }) => !hr && !unlisted);

/** HR's entries below them. */
export const hrs = (me: Me): MenuEntry[] => menuOf(me).filter(({ hr }) => hr);

/** Whether a screen lies under an entry. */
export const isUnder = (current: string, path: string): boolean =>
  path === "/" ? current === "/" : current === path || current.startsWith(`${path}/`);

/** Where the letters of the entries lead. */
export const placesOf = (me: Me): Record<string, string> =>
  Object.fromEntries(menuOf(me).flatMap(({ key, path }) => (key ? [[key, path]] : [])));
