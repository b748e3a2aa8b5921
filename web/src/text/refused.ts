import { refused } from "./en/refused";
import { speaking } from "./speaking";

export const { t, tOr } = speaking<keyof typeof refused>(refused);
