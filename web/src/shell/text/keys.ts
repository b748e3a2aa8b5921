import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";
import { keys } from "./en/keys";

/** For the list of keyboard shortcuts. */
const texts = { ...common, ...keys };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
