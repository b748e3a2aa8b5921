import { describe, expect, it } from "vitest";

import { detailWords } from "./auditDetails";

describe("a detail of the audit trail", () => {
  it("is said in the words that the screens use", () => {
    expect(detailWords("state", "locked")).toBe("Signed by one");
    expect(detailWords("state", "draft")).toBe("Draft");
    expect(detailWords("party", "reviewer")).toBe("Reviewer");
    expect(detailWords("side", "self")).toBe("Self-assessment");
    expect(detailWords("until", "2026-11-30")).toBe("until 30 Nov 2026");
    expect(detailWords("reason", "in_open_cycle")).toBe("reason: In another open cycle");
    expect(detailWords("reason", "some_other")).toBe("reason: some other");
    expect(detailWords("was_read", false)).toBe("had not been read");
    expect(detailWords("version", 2)).toBe("version: 2");
  });

  it("is left out where it only says what is usual", () => {
    expect(detailWords("on_behalf", true)).toBe("on behalf");
    expect(detailWords("on_behalf", false)).toBe("");
    expect(detailWords("made_by_id", "01")).toBe("");
    expect(detailWords("source", "01")).toBe("");
  });
});
