import { company } from "./company";
import { cycles } from "./cycles";
import { forms } from "./forms";
import { records } from "./records";

/** The texts of HR's own screens. */
export const hr = { ...company, ...cycles, ...forms, ...records } as const;
