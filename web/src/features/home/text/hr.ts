import { speaking } from "../../../text/speaking";
import { hrHome } from "./en/hr";

/** For HR's part of home: loaded with it, and with nothing else. */
export const { t, tn } = speaking<keyof typeof hrHome>(hrHome);
