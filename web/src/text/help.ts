import { help } from "./en/help";
import { speaking } from "./speaking";

export const { t, tOr } = speaking<keyof typeof help>(help);
