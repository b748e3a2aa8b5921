import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { erasure } from "./en/erasure";

export const { t, tx } = speaking({ ...common, ...erasure });
