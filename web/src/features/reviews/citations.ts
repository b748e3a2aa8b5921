import type { CitationBody, CitationView } from "../../api/contract";
import type { Fields } from "../../ui/drafts/merge";

/** What is cited beside one question: a reflection, and a moment of it. */
export type Cited = Omit<CitationView, "question_id">;

const PREFIX = "$cite:";
/** As many as the server keeps for a side. */
export const MOST = 50;

/** The field in which the citations of a question stand; no question can have its name. */
export const citationField = (questionId: string): string => PREFIX + questionId;
export const isCitation = (field: string): boolean => field.startsWith(PREFIX);

/** The citations of a side as fields, one a question: so that two windows that cite at two questions do not collide. */
export function citationFields(citations: readonly CitationView[] = []): Fields {
  const fields: Record<string, Cited[]> = {};
  for (const { question_id, ...cited } of citations) (fields[citationField(question_id)] ??= []).push(cited);
  return fields;
}

/** The citations in fields, as they are sent: all together. */
export function citationsOf(fields: Fields): CitationBody[] {
  return Object.keys(fields)
    .filter(isCitation)
    .flatMap((field) =>
      citedIn(fields[field]).map(({ reflection_id, at_ms }) => ({
        question_id: field.slice(PREFIX.length),
        reflection_id,
        ...(at_ms !== undefined && { at_ms }),
      })),
    );
}

/** What a field of citations says. */
export function citedIn(value: unknown): readonly Cited[] {
  return Array.isArray(value) ? (value as Cited[]) : [];
}

/** With one more; the same moment twice is one. */
export function withCited(before: readonly Cited[], one: Cited): Cited[] {
  return [...without(before, one), one];
}

/** Without one. */
export function without(before: readonly Cited[], one: Cited): Cited[] {
  return before.filter((other) => keyOf(other) !== keyOf(one));
}

export const keyOf = ({ reflection_id, at_ms }: Cited): string => `${reflection_id}@${at_ms ?? ""}`;

/** The reflection at that moment. */
export function momentLink(reflectionId: string, atMs?: number): string {
  return `/reflections/${reflectionId}${atMs === undefined ? "" : `?at=${atMs}`}`;
}

/** "3:12", "1:03:12" or "45" as ms; null where it says no time. */
export function momentIn(typed: string): number | null {
  const parts = typed.trim().split(":");
  if (parts.length > 3 || parts.some((part) => !/^\d{1,5}$/.test(part))) return null;
  const numbers = parts.map(Number);
  if (numbers.slice(1).some((part) => part > 59)) return null;
  return numbers.reduce((sum, part) => sum * 60 + part, 0) * 1000;
}
