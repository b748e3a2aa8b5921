import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { scale } from "../../questionnaires";
import { reviewStates } from "../../reviews";
import { reviewCommands } from "../../reviews";
import { reviewList } from "../../reviews";
import { information } from "../../reviews";
import { grid } from "../../../ui/grid/text";
import { cyclesMenu } from "./en/menu";
import { runs } from "./en/runs";
import { cycles } from "./en/cycles";
import { problems } from "./en/problems";

/** For HR's screens of cycles: loaded with them, and with nothing else. */
const texts = {
  ...common,
  ...scale,
  ...reviewStates,
  ...reviewCommands,
  ...reviewList,
  ...information,
  ...grid,
  ...cyclesMenu,
  ...runs,
  ...cycles,
  ...problems,
};

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
