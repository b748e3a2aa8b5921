import { speaking } from "../../text/speaking";
import { palette } from "./en/palette";

/** For the search. */
export const { t, tn } = speaking<keyof typeof palette>(palette);
