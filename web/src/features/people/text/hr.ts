import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { peopleMenu } from "./en/menu";
import { people } from "./en/people";
import { invitations } from "./en/invitations";
import { directory } from "./en/directory";
import { fields } from "./en/fields";
import { entry } from "./en/entry";

/** For the directory as HR keeps it: loaded with them, and with nothing else. */
const texts = { ...common, ...peopleMenu, ...people, ...invitations, ...directory, ...fields, ...entry };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
