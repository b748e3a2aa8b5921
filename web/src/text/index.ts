import { common } from "./en/common";
import { speaking } from "./speaking";

export type Key = keyof typeof common;

/** The language that dates and numbers are written in. */
export { language } from "./speaking";

export const { t, tOr, tn, tx } = speaking<Key>(common);
