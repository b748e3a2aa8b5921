import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { reviewStates } from "../../reviews";
import { reviewCommands } from "../../reviews";
import { reviewList } from "../../reviews";
import { review } from "../../reviews";
import { information } from "../../reviews";
import { grid } from "../../../ui/grid/text";
import { teamMenu } from "./en/menu";
import { team } from "./en/team";

/** For a manager's list: loaded with them, and with nothing else. */
const texts = {
  ...common,
  ...reviewStates,
  ...reviewCommands,
  ...reviewList,
  ...review,
  ...information,
  ...grid,
  ...teamMenu,
  ...team,
};

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
