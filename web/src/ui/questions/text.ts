import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";

/** The texts of this folder; whoever shows more of the same takes them into its own. */
export const questions = {
  "question.required": "required",
  "question.choose": "Choose one",
  "question.chooseAny": "Choose any number",
  "question.unit": "in {unit}",
  "question.range": "from {min} to {max}",
  "question.tooLow": "Enter {min} or more.",
  "question.tooHigh": "Enter {max} or less.",
} as const;

export const { t, tOr, tn, tx } = speaking<keyof typeof common | keyof typeof questions>({ ...common, ...questions });
