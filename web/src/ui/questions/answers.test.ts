import { describe, expect, it } from "vitest";

import type { QuestionKind } from "../../api/contract";
import { asIds, asPlace, isAnswered, type Question, unanswered } from "./answers";

const question = (kind: QuestionKind, more: Partial<Question> = {}): Question => ({
  id: kind,
  kind,
  text: kind,
  for: "both",
  required: true,
  reviewee_sees_manager_answer: true,
  ...more,
});

describe("whether a question is answered", () => {
  it("does not take empty markup for text", () => {
    expect(isAnswered(question("rich_text"), "<p></p>")).toBe(false);
    expect(isAnswered(question("rich_text"), "<p>&nbsp;</p>")).toBe(false);
    expect(isAnswered(question("rich_text"), "<p>x</p>")).toBe(true);
  });

  it("takes nought for an answer", () => {
    expect(isAnswered(question("number"), 0)).toBe(true);
    expect(isAnswered(question("rating"), null)).toBe(false);
  });

  it("wants each value rated", () => {
    const values = question("values", {
      values: [
        { id: "a", label: "A" },
        { id: "b", label: "B" },
      ],
    });
    expect(isAnswered(values, { a: 1 })).toBe(false);
    expect(isAnswered(values, { a: 1, b: 0 })).toBe(true);
  });

  it("lists what is required and missing, nothing else", () => {
    const asked = [question("rating"), question("number", { required: false }), question("checklist")];
    expect(unanswered(asked, { checklist: ["x"] }).map(({ id }) => id)).toEqual(["rating"]);
  });
});

describe("what was sent in another shape", () => {
  it("is no answer", () => {
    expect(asIds("x")).toEqual([]);
    expect(asPlace({ x: 1 })).toBeNull();
    expect(asPlace({ x: 0, y: 1 })).toEqual({ x: 0, y: 1 });
  });
});
