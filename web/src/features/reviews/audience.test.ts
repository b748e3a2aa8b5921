import { expect, test } from "vitest";

import type { AudienceView, ReaderView } from "../../api/contract";
import { type Audienced, readsNow, whoReads, whoReadsAny, whoWillRead } from "./audience";

const ADA = { id: "a", name: "Ada" };
const BEN = { id: "b", name: "Ben" };
const CORA = { id: "c", name: "Cora" };

const readers = (...pairs: string[]): ReaderView[] =>
  pairs.map((pair) => {
    const [who, when] = pair.split(" ");
    return { who, when } as ReaderView;
  });
const review = (audience: Partial<AudienceView>): Audienced => ({
  reviewee: ADA,
  reviewer: BEN,
  audience: { self: [], comment: [], ...audience },
});

const BEFORE = readers("reviewee now", "reviewer self_shared", "upline self_shared", "hr self_shared");
const WAITING = readers("reviewee now", "reviewer both_shared", "upline both_shared", "hr self_shared");
const MANAGER = readers("reviewee manager_shared", "reviewer now", "upline now", "hr now");

test("a side says who reads it now, and who once it is shared, to whoever looks", () => {
  expect(whoReads(review({ self: BEFORE }), "self", "a")).toEqual({
    text: "Only you. Ben, managers above and HR admins once you share it",
    onlyYou: false,
  });
  expect(whoReads(review({ manager: MANAGER }), "manager", "b").text).toBe(
    "You, managers above and HR admins. Ada once you share your assessment",
  );
  expect(whoReads(review({ manager: MANAGER }), "manager", "x").text).toBe(
    "Ben, managers above and HR admins. Ada once Ben shares their assessment",
  );
});

test("where the self-assessment waits for the manager's, nobody is said to read it before", () => {
  expect(whoReads(review({ self: WAITING }), "self", "a").text).toBe(
    "Only you. HR admins once you share it. Ben and managers above once you have both shared",
  );
  expect(whoWillRead(review({ self: WAITING }), "self", "a")).toBe(
    "HR admins will be able to read it. Ben and managers above will be able to read it once Ben shares their own assessment.",
  );
  const shared = readers("reviewee now", "hr now", "reviewer manager_shared", "upline manager_shared");
  expect(whoReads(review({ self: shared }), "self", "b").text).toBe(
    "Ada and HR admins. You and managers above once you share your assessment",
  );
  expect(readsNow(review({ self: shared }), "self", "reviewer")).toBe(false);
});

test("sharing says who can read it from then on", () => {
  expect(whoWillRead(review({ self: BEFORE }), "self", "a")).toBe(
    "Ben, managers above and HR admins will be able to read it.",
  );
  expect(whoWillRead(review({ manager: MANAGER }), "manager", "b")).toBe("Ada will be able to read it.");
});

test("notes that nobody else reads are only yours; where HR reads them, too, that is said", () => {
  expect(whoReads(review({ notes: readers("reviewer now") }), "notes", "b")).toEqual({
    text: "Only you",
    onlyYou: true,
  });
  const opened = review({ notes: readers("reviewer now", "hr now") });
  expect(whoReads(opened, "notes", "b")).toEqual({ text: "You and HR admins", onlyYou: false });
});

test("a contribution names its author, and the reviewee who will read it", () => {
  const contributions = [...readers("author now"), ...MANAGER];
  expect(whoReads(review({ contributions }), "contributions", "c", CORA).text).toBe(
    "You, Ben, managers above and HR admins. Ada once Ben shares their assessment",
  );
  expect(whoReads(review({ contributions }), "contributions", "b", CORA).text).toBe(
    "You, Cora, managers above and HR admins. Ada once you share your assessment",
  );
  expect(whoReads(review({ contributions }), "contributions", "b").text).toContain("You, its author");
});

test("what nobody may know of says nothing", () => {
  expect(whoReads(review({}), "manager", "a")).toEqual({ text: "", onlyYou: false });
});

test("a review as a whole is read by everyone who reads a side, now or later", () => {
  const either = review({ self: readers("reviewee now", "hr self_shared"), manager: MANAGER });
  expect(whoReadsAny(either, "b")).toBe("You, Ada, HR admins and managers above");
  expect(whoReadsAny(review({}), "b")).toBe("");
});
