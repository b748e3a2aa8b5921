import { en } from "./en";
import { recording } from "./en/recording";
import { reflections } from "./en/reflections";
import { speaking } from "./speaking";

export type Key = keyof typeof en | keyof typeof recording | keyof typeof reflections;

/** For the screens of reflections: their own texts beside everyone's. They are loaded with these screens. */
export const { t, tOr, tn, tx } = speaking<Key>({ ...en, ...reflections, ...recording });
