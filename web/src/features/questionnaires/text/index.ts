import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { questionnairesMenu } from "./en/menu";
import { scale } from "./en/scale";
import { questionnaires } from "./en/questionnaires";

/** For questionnaires: loaded with them, and with nothing else. */
const texts = { ...common, ...questionnairesMenu, ...scale, ...questionnaires };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
