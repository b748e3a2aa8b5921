import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { reviewStates } from "../../reviews/text/en/states";
import { reviewCommands } from "../../reviews/text/en/commands";
import { reviewList } from "../../reviews/text/en/list";
import { review } from "../../reviews/text/en/review";
import { information } from "../../reviews/text/en/information";
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
