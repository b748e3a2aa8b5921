import { company } from "./company";
import { cycles } from "./cycles";
import { directory } from "./directory";
import { entry } from "./entry";
import { forms } from "./forms";
import { grid } from "../grid";
import { runs } from "../runs";
import { home } from "./home";
import { records } from "./records";

/** The texts of HR's own screens. */
export const hr = {
  ...company,
  ...cycles,
  ...directory,
  ...entry,
  ...forms,
  ...grid,
  ...runs,
  ...home,
  ...records,
} as const;
