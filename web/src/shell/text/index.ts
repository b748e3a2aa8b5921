import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";
import { shell } from "./en/shell";

/** For what is around every screen. */
const texts = { ...common, ...shell };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
