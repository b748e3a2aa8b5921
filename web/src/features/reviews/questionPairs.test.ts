import { describe, expect, it } from "vitest";

import type { QuestionAudience, FormQuestionView, ReviewView, SideState } from "../../api/contract";
import { asks, pairsOf, shownOf, sideToWrite } from "./questionPairs";

const question = (id: string, who: QuestionAudience | "peers"): FormQuestionView => ({
  id,
  kind: "rich_text",
  text: id,
  for: who as QuestionAudience,
  required: false,
  reviewee_sees_manager_answer: true,
});
const form = {
  id: "F",
  title: "Form",
  sections: [
    { title: "Both", intro: "", questions: [question("own", "self"), question("shared", "both")] },
    { title: "Above", intro: "", questions: [question("above", "manager")] },
    { title: "Peers", intro: "", questions: [question("peers", "peers")] },
  ],
};
const review = (part: Partial<ReviewView>): ReviewView => ({ actions: [], ...part }) as unknown as ReviewView;
const side = (state: SideState, answers?: Record<string, unknown>) => ({
  state,
  locked: false,
  ...(answers && { answers }),
});
const ids = (shown: { self: boolean; manager: boolean }): string[][] =>
  pairsOf(form, shown).map(({ questions }) => questions.map(({ id }) => id));

describe("the two sides, question by question", () => {
  it("have every question that is put to one of the sides shown, and no other", () => {
    expect(ids({ self: true, manager: true })).toEqual([["own", "shared"], ["above"]]);
    expect(ids({ self: false, manager: true })).toEqual([["shared"], ["above"]]);
    expect(ids({ self: true, manager: false })).toEqual([["own", "shared"]]);
    expect(ids({ self: false, manager: false })).toEqual([]);
  });

  it("pair a question that is put to both", () => {
    expect(asks(question("q", "both"), "self") && asks(question("q", "both"), "manager")).toBe(true);
    expect(asks(question("q", "peers"), "self") || asks(question("q", "peers"), "manager")).toBe(false);
  });

  it("are written one at a time; what is shared only after it was opened for changes", () => {
    const [self, manager] = [side("draft", {}), side("not_started", {})];
    expect(sideToWrite(review({ self, actions: ["save_self"] }), false)).toBe("self");
    expect(sideToWrite(review({ self, manager, actions: ["save_manager"] }), false)).toBe("manager");
    const shared = review({ self, manager: side("shared", {}), actions: ["save_manager"] });
    expect(sideToWrite(shared, false)).toBeUndefined();
    expect(sideToWrite(shared, true)).toBe("manager");
    expect(sideToWrite(review({ self, manager }), true)).toBeUndefined();
  });

  it("are shown as far as there is something to read or to write", () => {
    const before = review({ self: side("draft"), manager: side("not_started", {}) });
    expect(shownOf(before, "manager")).toEqual({ self: false, manager: true });
    expect(shownOf(review({ self: side("shared", {}) }), undefined)).toEqual({ self: true, manager: false });
  });
});
