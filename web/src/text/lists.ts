import { en } from "./en";
import { grid } from "./en/grid";
import { runs } from "./en/runs";
import { speaking } from "./speaking";

/** For tables of many reviews: their own texts beside everyone's, loaded with these screens and with nothing else. */
export const { t, tOr, tn, tx } = speaking<keyof typeof en | keyof typeof grid | keyof typeof runs>({
  ...en,
  ...grid,
  ...runs,
});
