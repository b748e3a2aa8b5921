// @vitest-environment jsdom
import "fake-indexeddb/auto";

import { expect, it } from "vitest";

import { ADA, HR } from "../testing/render";
import { addsOf, everyones, hrs, placesOf } from "./menu";

const titles = (entries: readonly { title: string }[]): string[] => entries.map(({ title }) => title);

it("has at most seven entries for everyone, with reports and all features", () => {
  const everything = Object.fromEntries(Object.keys(ADA.features).map((name) => [name, true]));
  expect(everyones({ ...HR, has_reports: true, features: everything }).length).toBeLessThanOrEqual(7);
});

it("shows My team to those who have reports, and HR's entries to HR", () => {
  expect(titles(everyones(ADA))).not.toContain("My team");
  expect(titles(everyones({ ...ADA, has_reports: true }))).toContain("My team");
  expect(titles(hrs(ADA))).toEqual([]);
  expect(titles(hrs({ ...HR, roles: ["hr_assistant"] }))).toEqual(["Cycles", "Questionnaires", "Undelivered emails"]);
});

it("offers nothing of a feature that is switched off", () => {
  const off = { ...ADA, features: { reflections: false } };
  expect(titles(addsOf(ADA))).toContain("Record a reflection");
  expect(titles(addsOf(off))).not.toContain("Record a reflection");
  expect(Object.values(placesOf(off))).not.toContain("/reflections");
});

it("gives no letter to two places", () => {
  const letters = everyones({ ...HR, has_reports: true }).flatMap(({ key }) => key ?? []);
  expect(new Set(letters).size).toBe(letters.length);
});
