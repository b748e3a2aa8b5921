import { speaking } from "../../../text/speaking";
import { settings } from "./en/settings";

/** For one's own settings: loaded with them, and with nothing else. */
const texts = { ...settings };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
