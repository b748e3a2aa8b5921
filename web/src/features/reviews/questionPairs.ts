import type { FormView, FormSectionView, ReviewView } from "../../api/contract";
import type { Question } from "../../ui/questions/answers";
import type { SideName } from "./documents";

/** Which sides have something to show here: an answer to read, or a field to write in. */
export type Shown = Readonly<Record<SideName, boolean>>;

/** The side that anyone who looks is writing, if any; `editing`: one that is shared, and open for changes again. */
export function sideToWrite({ actions, self, manager }: ReviewView, editing: boolean): SideName | undefined {
  if (self && actions.includes("save_self")) return "self";
  return manager && actions.includes("save_manager") && (manager.state !== "shared" || editing) ? "manager" : undefined;
}

/** The sides with something to show, of which `writes` is written. */
export function shownOf({ self, manager }: ReviewView, writes: SideName | undefined): Shown {
  return {
    self: writes === "self" || self?.answers !== undefined,
    manager: writes === "manager" || manager?.answers !== undefined,
  };
}

/** Which sides a question is put to. */
export const asks = (question: Question, side: SideName): boolean => question.for === side || question.for === "both";

/** The questions put to one of the shown sides, in their sections; empty sections are left out. */
export function pairsOf(form: FormView, shown: Shown): FormSectionView[] {
  const here = (question: Question): boolean =>
    (shown.self && asks(question, "self")) || (shown.manager && asks(question, "manager"));
  return form.sections
    .map((section) => ({ ...section, questions: section.questions.filter(here) }))
    .filter(({ questions }) => questions.length > 0);
}

/** Where a question stands in the page. */
export const placeOf = (questionId: string): string => `question-${questionId}`;

const FIELDS = "[data-writes] :is([contenteditable=true], input)";

/** Go to a question: the focus to the field that is written in, or to the question itself where it is only read. */
export function goTo(questionId: string): void {
  const place = document.getElementById(placeOf(questionId));
  const field = place?.querySelector<HTMLElement>(FIELDS) ?? place?.querySelector<HTMLElement>("h3");
  field?.focus({ preventScroll: true });
  place?.scrollIntoView();
}
