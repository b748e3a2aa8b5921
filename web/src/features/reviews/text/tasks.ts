import { speaking } from "../../../text/speaking";
import { reviewsTasks } from "./en/tasks";

/** For what someone has to do in reviews. */
export const { tOr } = speaking<keyof typeof reviewsTasks>(reviewsTasks);
