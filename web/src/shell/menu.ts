import type { Me } from "../api/contract";
import type { MenuEntry } from "../ui/feature";
import { features } from "./features";

const entries = features.flatMap((feature) => feature.menu ?? []);

/** The entries that someone has, in their order. */
export const menuOf = (me: Me): MenuEntry[] => entries.filter(({ may }) => may?.(me) ?? true);

/** Where the letters of the entries lead. */
export const placesOf = (me: Me): Record<string, string> =>
  Object.fromEntries(menuOf(me).flatMap(({ key, path }) => (key ? [[key, path]] : [])));
