import { describe, expect, it } from "vitest";

import { rebased } from "../../ui/drafts/merge";
import { citationField, citationFields, citationsOf, momentIn, momentLink, withCited, without } from "./citations";
import { managerBody, selfBody } from "./documents";

const said = [
  { question_id: "q1", reflection_id: "r1", title: "Spring", at_ms: 192_000 },
  { question_id: "q1", reflection_id: "r2", title: "Summer" },
  { question_id: "q2", reflection_id: "r1", title: "Spring", at_ms: 0 },
];
const ids = said.map(({ title: _, ...citation }) => citation);

describe("citations as fields", () => {
  it("stand at their question, and go to the server all together", () => {
    const fields = citationFields(said);
    expect(Object.keys(fields)).toEqual([citationField("q1"), citationField("q2")]);
    expect(citationsOf(fields)).toEqual(ids);
    const changed = { [citationField("q2")]: [] };
    const body = selfBody({ ...changed, q1: "<p>x</p>" }, { ...fields, ...changed, q1: "<p>x</p>" });
    expect(body).toEqual({ answers: { q1: "<p>x</p>" }, citations: ids.slice(0, 2) });
  });

  it("are not sent while nothing changed about them", () => {
    const fields = citationFields(said);
    expect(selfBody({ q1: "x" }, { ...fields, q1: "x" })).toEqual({ answers: { q1: "x" } });
    expect(managerBody({ $rating: 3 }, { ...fields, $rating: 3 })).toEqual({ rating: 3 });
    expect(managerBody(fields, fields)).toEqual({ citations: ids });
  });

  it("of two windows at two questions do not collide; at one question somebody chooses", () => {
    const base = citationFields([]);
    const mine = { [citationField("q1")]: [{ reflection_id: "r1", title: "Spring" }] };
    const elsewhere = citationFields(said.slice(2));
    expect(rebased(mine, base, {}, elsewhere).conflicts).toEqual([]);
    expect(rebased(mine, base, {}, citationFields(said.slice(1, 2))).conflicts).toHaveLength(1);
  });

  it("name each moment once", () => {
    const [one, other] = [
      { reflection_id: "r", title: "t" },
      { reflection_id: "r", title: "t", at_ms: 0 },
    ];
    expect(withCited([one], one)).toEqual([one]);
    expect(withCited([one], other)).toEqual([one, other]);
    expect(without([one, other], other)).toEqual([one]);
  });
});

describe("a moment", () => {
  it("is typed as minutes and seconds", () => {
    const typed = ["3:12", " 0:05", "1:02:09", "45", "3:60", "1:2:3:4", "-1", "", "a:b", "1:"];
    expect(typed.map(momentIn)).toEqual([192_000, 5_000, 3_729_000, 45_000, null, null, null, null, null, null]);
  });

  it("has an address", () => {
    expect(momentLink("r", 192_000)).toBe("/reflections/r?at=192000");
    expect(momentLink("r")).toBe("/reflections/r");
  });
});
