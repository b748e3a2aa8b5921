import { common } from "../../../text/en/common";
import { speaking } from "../../../text/speaking";
import { files } from "../../../ui/files/text";
import { audience } from "./en/audience";
import { contributions } from "./en/contributions";
import { information } from "./en/information";
import { reviewsMenu } from "./en/menu";
import { reviewStates } from "./en/states";
import { reviewsTasks } from "./en/tasks";
import { reviewList } from "./en/list";
import { review } from "./en/review";
import { reviewCommands } from "./en/commands";

/** For the screens of reviews: loaded with them, and with nothing else. */
const texts = {
  ...common,
  ...files,
  ...audience,
  ...contributions,
  ...information,
  ...reviewsMenu,
  ...reviewStates,
  ...reviewsTasks,
  ...reviewList,
  ...review,
  ...reviewCommands,
};

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
