import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { kinds } from "./en/kinds";
import { mailMenu } from "./en/menu";
import { unsubscribe } from "./en/unsubscribe";
import { mails } from "./en/mails";

/** For the screens about emails: loaded with them, and with nothing else. */
const texts = { ...common, ...mailMenu, ...unsubscribe, ...mails, ...kinds };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
