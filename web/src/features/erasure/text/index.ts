import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { erasure } from "./en/erasure";

export const { t } = speaking({ ...common, ...erasure });
