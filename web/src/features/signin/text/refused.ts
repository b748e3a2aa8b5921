import { speaking } from "../../../text/speaking";
import { refused } from "./en/refused";

/** For someone who is not let in: loaded with them, and with nothing else. */
const texts = { ...refused };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
