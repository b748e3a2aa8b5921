import { describe, expect, it } from "vitest";

import { dateProblems, problemsOf, scaleProblems, stepOf } from "./checks";
import { bodyOf, draftOf, newDraft, nextMonday, numbersOf } from "./draft";

const TODAY = "2026-11-23";
const ready = { ...newDraft(TODAY), name: "Autumn", questionnaire_id: "Q" };

describe("a draft of a cycle", () => {
  it("begins on the next Monday and has nothing wrong with its dates", () => {
    expect(nextMonday(TODAY)).toBe("2026-11-30");
    expect(nextMonday("2026-11-29")).toBe("2026-11-30");
    expect(dateProblems(newDraft(TODAY).timeline, false)).toEqual({});
  });

  it("says at each field what is missing", () => {
    expect(Object.keys(problemsOf(newDraft(TODAY))).sort()).toEqual(["/name", "/questionnaire_id"]);
    expect(problemsOf(ready)).toEqual({});
    const filtered = { ...ready, who: { ...ready.who, way: "filter" as const } };
    expect(Object.keys(problemsOf(filtered))).toEqual(["/participants/filter"]);
  });

  it("marks the date that comes before the one it has to follow", () => {
    const wrong = { ...ready.timeline, manager_due_on: "2026-12-01" };
    expect(Object.keys(dateProblems(wrong, false))).toEqual(["/timeline/manager_due_on"]);
    const early = { ...ready.timeline, share_from: "2026-01-01" };
    expect(Object.keys(dateProblems(early, true))).toEqual(["/timeline/share_from"]);
    expect(dateProblems(early, false)).toEqual({});
  });

  it("is sent as the API has it and comes back the same", () => {
    const contacts = [{ id: "H", name: "Hana" }];
    const draft = {
      ...ready,
      options: { ...ready.options, rated: true, overall_first: true, contacts, days_before: "7 1,0" },
    };
    const body = bodyOf(draft);
    expect(body.options?.reminders).toEqual({ days_before: [7, 1, 0], days_after: [1], at: "09:00" });
    expect([body.options?.hr_contacts, body.options?.overall_first]).toEqual([["H"], true]);
    expect(body.timeline.share_from).toBeNull();
    const stored = {
      id: "C",
      state: "draft",
      created_at: "",
      launched_at: null,
      copied_from: null,
      actions: [],
    } as const;
    const view = {
      ...stored,
      ...body,
      actions: [],
      timeline: { ...body.timeline, share_from: null, time_zone: null, grace_days: 0 },
      options: body.options ?? {},
      instructions: "",
    };
    expect(bodyOf(draftOf(view as unknown as Parameters<typeof draftOf>[0]))).toEqual(body);
  });

  it("knows what is no number, and on which step a field stands", () => {
    expect(numbersOf("7, x")).toEqual([7, -1]);
    expect(stepOf("/timeline/opens_on")).toBe("timeline");
    expect(stepOf("/participants/filter")).toBe("people");
    expect(stepOf("/name")).toBe("basics");
    expect(
      Object.keys(
        scaleProblems("/s", [
          { value: 1, label: "" },
          { value: 1, label: "b" },
        ]),
      ),
    ).toEqual(["/s/0/label", "/s/1/value"]);
  });
});
