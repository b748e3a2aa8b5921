import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { rhythms } from "../../company";
import { problems } from "../../cycles";
import { fields } from "../../people";
import { reviewStates } from "../../reviews";
import { auditMenu } from "./en/menu";
import { audit } from "./en/audit";

/** For the audit trail: loaded with them, and with nothing else. */
const texts = { ...common, ...rhythms, ...problems, ...fields, ...reviewStates, ...auditMenu, ...audit };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
