import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { scale } from "../../questionnaires/text/en/scale";
import { reviewStates } from "../../reviews/text/en/states";
import { reviewCommands } from "../../reviews/text/en/commands";
import { reviewList } from "../../reviews/text/en/list";
import { information } from "../../reviews/text/en/information";
import { grid } from "../../../ui/grid/text";
import { cyclesMenu } from "./en/menu";
import { runs } from "./en/runs";
import { cycles } from "./en/cycles";
import { problems } from "./en/problems";
import { cyclesHome } from "./en/home";

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
  ...cyclesHome,
};

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
