import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { yearMenu } from "./en/menu";
import { year } from "./en/year";

const texts = { ...common, ...yearMenu, ...year };

export const { t } = speaking<keyof typeof texts>(texts);
