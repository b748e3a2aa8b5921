import { settings } from "./en/settings";
import { speaking } from "./speaking";

export const { t } = speaking<keyof typeof settings>(settings);
