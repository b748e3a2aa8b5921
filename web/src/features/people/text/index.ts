import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { peopleMenu } from "./en/menu";
import { people } from "./en/people";

/** For the directory as everybody reads it: loaded with them, and with nothing else. */
const texts = { ...common, ...peopleMenu, ...people };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
