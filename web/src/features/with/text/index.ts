import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { withMenu } from "./en/menu";
import { withTexts } from "./en/with";

const texts = { ...common, ...withMenu, ...withTexts };

export const { t } = speaking<keyof typeof texts>(texts);
