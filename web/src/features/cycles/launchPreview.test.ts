import { describe, expect, it } from "vitest";

import { byDay, byReviewer } from "./launchPreview";

const who = (id: string) => ({ id, name: id });
const mail = (id: string, kind: "kickoff_self" | "reminder", at: string) => ({
  to: { ...who(id), email: "" },
  kind,
  at,
});

describe("a rehearsal, as it is read", () => {
  it("names for each reviewer whom they review, the busiest first", () => {
    const pairs = [
      { reviewee: who("ana"), reviewer: who("kim") },
      { reviewee: who("ben"), reviewer: who("lena") },
      { reviewee: who("cem"), reviewer: who("lena") },
    ];
    expect(byReviewer(pairs).map(({ reviewer, reviewees }) => [reviewer.id, reviewees.length])).toEqual([
      ["lena", 2],
      ["kim", 1],
    ]);
  });

  it("puts mails of a day and kind together, in order of time", () => {
    const mails = [
      mail("a", "reminder", "2026-12-07T08:00:00Z"),
      mail("a", "kickoff_self", "2026-11-30T23:00:00Z"),
      mail("b", "kickoff_self", "2026-11-30T05:00:00Z"),
    ];
    const found = byDay(mails, (at) => at.slice(0, 10));
    expect(found.map(({ date, kind, mails: of }) => [date, kind, of.length])).toEqual([
      ["2026-11-30", "kickoff_self", 2],
      ["2026-12-07", "reminder", 1],
    ]);
  });
});
