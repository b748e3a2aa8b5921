import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { companyMenu } from "./en/menu";
import { company } from "./en/company";
import { rhythms } from "./en/rhythms";

/** For the company's settings: loaded with them, and with nothing else. */
const texts = { ...common, ...companyMenu, ...company, ...rhythms };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
