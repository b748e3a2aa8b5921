import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { files } from "../../../ui/files/text";
import { drafts } from "../../../ui/drafts/text";
import { reflectionsMenu } from "./en/menu";
import { reflectionsTasks } from "./en/tasks";
import { recording } from "./en/recording";
import { reflections } from "./en/reflections";

/** For the screens of reflections: loaded with them, and with nothing else. */
const texts = { ...common, ...files, ...drafts, ...reflectionsMenu, ...reflectionsTasks, ...recording, ...reflections };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
