import { en } from "./en";
import { hr } from "./en/hr";
import { speaking } from "./speaking";

export type Key = keyof typeof en | keyof typeof hr;

/** For HR's screens: their own texts beside everyone's. They are loaded with these screens, and with nothing else. */
export const { t, tOr, tn, tx } = speaking<Key>({ ...en, ...hr });
