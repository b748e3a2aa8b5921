import type { FormView, FormSectionView } from "../../api/contract";
import type { SideName } from "./documents";

/** The sections of a form with the questions of one side; empty ones are left out. */
export function sectionsFor(form: FormView, side: SideName): FormSectionView[] {
  return form.sections
    .map((section) => ({
      ...section,
      questions: section.questions.filter((question) => question.for === side || question.for === "both"),
    }))
    .filter((section) => section.questions.length > 0);
}
