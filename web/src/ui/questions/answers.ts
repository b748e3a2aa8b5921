import type { FormQuestionView } from "../../api/contract";
import type { Place } from "../Position2D";

export type Question = FormQuestionView;

/** Readers of answers: what the API sent, as the kind of question has it; anything else is no answer. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");
export const asNumber = (value: unknown): number | null => (typeof value === "number" ? value : null);
export const asIds = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

export function asPlace(value: unknown): Place | null {
  if (typeof value !== "object" || value === null) return null;
  const { x, y } = value as Partial<Place>;
  return typeof x === "number" && typeof y === "number" ? { x, y } : null;
}

export function asRatings(value: unknown): Record<string, number> {
  if (typeof value !== "object" || value === null) return {};
  const given = Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return Object.fromEntries(given);
}

/** Whether there is an answer. */
export function isAnswered({ kind, values = [] }: Question, value: unknown): boolean {
  switch (kind) {
    case "rich_text":
    case "single_choice":
      return (
        asText(value)
          .replace(/<[^>]*>|&nbsp;/g, "")
          .trim() !== ""
      );
    case "rating":
    case "number":
      return asNumber(value) !== null;
    case "multi_choice":
    case "checklist":
      return asIds(value).length > 0;
    case "position_2d":
      return asPlace(value) !== null;
    case "values":
      return values.every(({ id }) => id in asRatings(value));
    default:
      return value !== null && value !== undefined;
  }
}

/** The required questions of one side that have no answer yet. */
export function unanswered(questions: readonly Question[], answers: Readonly<Record<string, unknown>>): Question[] {
  return questions.filter((question) => question.required && !isAnswered(question, answers[question.id]));
}
