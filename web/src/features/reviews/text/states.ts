import { speaking } from "../../../text/speaking";
import { reviewStates } from "./en/states";

/** For where reviews stand, which other features show as well. */
export const { t, tOr, tx } = speaking<keyof typeof reviewStates>(reviewStates);
