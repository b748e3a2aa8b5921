// @vitest-environment jsdom
import "fake-indexeddb/auto";

import { screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import type { PersonLine, YearItem } from "../api/contract";
import { type Answers, listed, Refusal } from "../testing/api";
import { HR, render } from "../testing/render";
import Palette from "./Palette";

const ANA = { id: "ana", name: "Ana Lima", title: "Designer", department: "Product", status: "active" } as PersonLine;
const TALK: YearItem = {
  ...{ kind: "reflection", id: "r1", at: "2026-03-02T10:00:00Z", title: "Analysis of March" },
  link: "/reflections/r1",
};
const API: Answers = { "GET /people": listed(ANA), "GET /year": listed(TALK) };

const opened = (given: Parameters<typeof render>[1] = {}) => {
  const close = vi.fn<() => void>();
  return { close, ...render(<Palette close={close} />, { api: API, ...given }) };
};
const options = (): string[] => screen.getAllByRole("option").map(({ textContent }) => textContent);
const chosen = (): string | null => screen.getByRole("option", { selected: true }).textContent;

it("begins with everything that one can do, asking for nothing", () => {
  const { calls } = opened();
  expect(options()).toContain("Record a reflection");
  expect(options()).toContain("Go to My year");
  expect(options()).not.toContain("New cycle");
  expect(calls).toEqual([]);
});

it("offers HR what is HR's", () => {
  opened({ me: HR });
  expect(options()).toEqual(expect.arrayContaining(["New cycle", "Go to Audit trail"]));
});

it("finds people and one's own things by a few letters", async () => {
  const { user, calls } = opened();
  await user.type(screen.getByRole("combobox"), "ana");
  const people = within(await screen.findByRole("group", { name: "People" }));
  expect(people.getByRole("option", { name: /Ana Lima/ })).toBeTruthy();
  const mine = within(screen.getByRole("group", { name: "Mine" }));
  expect(mine.getByRole("option", { name: /Analysis of March.*Reflection/ })).toBeTruthy();
  expect(calls.every(({ query }) => query["query"] === "ana")).toBe(true);
});

it("goes where the keys have led", async () => {
  const { user, close, address } = opened();
  await user.type(screen.getByRole("combobox"), "ana");
  await screen.findByRole("option", { name: /Ana Lima/ });
  await user.keyboard("{ArrowDown}");
  expect(chosen()).toContain("Analysis of March");
  await user.keyboard("{ArrowDown}");
  expect(chosen()).toContain("Ana Lima");
  await user.keyboard("{ArrowUp}{Enter}");
  expect(close).toHaveBeenCalled();
  expect(address()).toBe("/reflections/r1");
});

it("tells the field which one is chosen", async () => {
  opened();
  const field = screen.getByRole("combobox");
  expect(field.getAttribute("aria-activedescendant")).toBe(screen.getByRole("option", { selected: true }).id);
});

it("says that nothing was found", async () => {
  const { user } = opened({ api: { "GET /people": listed(), "GET /year": listed() } });
  await user.type(screen.getByRole("combobox"), "zzz");
  await screen.findByText("Nothing found. Try another word.");
});

it("says that it could not search, and still leads to screens", async () => {
  const refusal = new Refusal(503, "unavailable");
  const { user } = opened({ api: { "GET /people": refusal, "GET /year": refusal } });
  await user.type(screen.getByRole("combobox"), "home");
  await screen.findByText("The search didn't work. Check your connection and try again.");
  expect(options()).toEqual(["Go to Home"]);
});
