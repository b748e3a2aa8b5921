import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { reviewStates } from "../../reviews";
import { reviewsTasks } from "../../reviews";
import { reflectionsTasks } from "../../reflections";
import { home } from "./en/home";

/** For home: loaded with them, and with nothing else. */
const texts = { ...common, ...reviewStates, ...reviewsTasks, ...reflectionsTasks, ...home };

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
