import { describe, expect, it } from "vitest";

import { type Design, designOf, formOf, KINDS, moved, newQuestion, newSection, previewOf, sideOf } from "./design";

const question = (text: string, side: "self" | "manager" | "both" = "both") => ({ ...newQuestion(), text, for: side });
const form: Design = {
  title: "Form",
  sections: [
    { ...newSection("One"), questions: [question("a"), question("b", "self")] },
    { ...newSection("Two"), questions: [question("c", "manager")] },
  ],
};
const order = (design: Design): string[][] => design.sections.map(({ questions }) => questions.map(({ text }) => text));

describe("a form while it is designed", () => {
  it("moves questions within a section and over its border, and no further", () => {
    expect(order(moved(form, { section: 0, question: 0 }, 1))).toEqual([["b", "a"], ["c"]]);
    expect(order(moved(form, { section: 0, question: 1 }, 1))).toEqual([["a"], ["b", "c"]]);
    expect(order(moved(form, { section: 1, question: 0 }, -1))).toEqual([["a", "b", "c"], []]);
    expect(moved(form, { section: 0, question: 0 }, -1)).toBe(form);
  });

  it("shows each side what it is asked", () => {
    expect(sideOf(form, "self").map(({ questions }) => questions.map(({ text }) => text))).toEqual([["a", "b"]]);
    expect(sideOf(form, "manager")).toHaveLength(2);
  });

  it("sends of each kind only what it has, and reads it back the same", () => {
    const all = {
      title: "All",
      sections: [{ ...newSection("S"), questions: KINDS.map((kind) => ({ ...newQuestion(kind), text: kind })) }],
    };
    const sent = formOf(all);
    const [text, rating, choice] = sent.sections?.[0]?.questions ?? [];
    expect(Object.keys(text ?? {})).not.toContain("scale");
    expect(rating?.scale).toHaveLength(5);
    expect(choice?.choices).toHaveLength(2);
    const stored = JSON.parse(JSON.stringify(sent), (_, value: unknown) => value ?? undefined) as Parameters<
      typeof designOf
    >[0];
    expect(formOf(designOf(stored))).toEqual(sent);
  });

  it("previews a question without a text under another name", () => {
    expect(previewOf(newQuestion("number")).text).not.toBe("");
    expect(previewOf(newQuestion("number"))).not.toHaveProperty("min");
  });
});
