import { en } from "./en";
import { speaking } from "./speaking";

export type Key = keyof typeof en;

/** The language that dates and numbers are written in. */
export { language } from "./speaking";

export const { t, tOr, tn, tx } = speaking<Key>(en);
