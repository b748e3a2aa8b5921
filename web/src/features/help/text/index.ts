import { speaking } from "../../../text/speaking";
import { help } from "./en/help";

/** For help: loaded with them, and with nothing else. */
const texts = { ...help };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
