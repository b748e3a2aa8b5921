import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { signin } from "./en/signin";

/** For signing in. */
const texts = { ...common, ...signin };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
