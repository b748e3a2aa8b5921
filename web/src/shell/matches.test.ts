import { expect, it } from "vitest";

import { matches } from "./matches";

it("finds a title by the beginnings of its words, in any order", () => {
  expect(matches("rec", "Record a reflection")).toBe(true);
  expect(matches("ref rec", "Record a reflection")).toBe(true);
  expect(matches("flection", "Record a reflection")).toBe(false);
});

it("takes no notice of accents and capitals", () => {
  expect(matches("ubersicht", "Übersicht")).toBe(true);
});

it("finds everything as long as nothing is typed", () => {
  expect(matches("  ", "Home")).toBe(true);
});
