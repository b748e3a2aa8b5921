// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { PersonView, ReflectionLine } from "../../api/contract";
import { listed } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import ReflectionsWith from "./ReflectionsWith";

const BEN = { id: "ben", name: "Ben Dahl", manager: null } as PersonView;
const CLEO = { id: "cleo", name: "Cleo Stone", manager: ADA.person } as PersonView;
const DORA = { id: "dora", name: "Dora Lund", manager: null } as PersonView;
const line = (title: string, more: Partial<ReflectionLine> = {}): ReflectionLine => ({
  ...{ id: title, title, owner: ADA.person, state: "shared", created_at: "2026-11-01T10:00:00Z" },
  ...{ new: false, comments: 0, has_captions: false },
  ...more,
});

const MINE = [
  line("For my manager"),
  line("For an earlier one", { former: [{ id: "dora", name: "Dora Lund" }] }),
  line("Draft", { state: "draft" }),
  line("Hidden", { state: "hidden" }),
];
const shown = (person: PersonView, theirs: ReflectionLine[], mine = MINE) =>
  render(<ReflectionsWith person={person} />, {
    api: { "GET /reflections": ({ query }) => listed(...(query["owner_id"] === person.id ? theirs : mine)) },
  });
const titles = () => screen.queryAllByRole("link").map((link) => link.querySelector(".row-title")?.textContent);

it("shows my manager what I share with them, and nothing else of mine", async () => {
  shown(BEN, []);
  await screen.findByRole("list", { name: "Reflections you shared with Ben Dahl" });
  expect(titles()).toEqual(["For my manager"]);
});

it("keeps with an earlier manager what the one of today is not to see yet", async () => {
  shown(DORA, []);
  await screen.findByRole("heading", { name: "Reflections you shared with Dora Lund" });
  expect(titles()).toEqual(["For an earlier one"]);
});

it("shows what a report shares with me", async () => {
  shown(CLEO, [line("Hers", { owner: { id: "cleo", name: "Cleo Stone" } })]);
  await screen.findByRole("heading", { name: "Reflections Cleo Stone shared with you" });
  await screen.findByText("Hers");
  expect(titles()).toEqual(["Hers"]);
});

it("says that a report has shared nothing yet", async () => {
  shown(CLEO, []);
  expect(await screen.findByText("Cleo Stone hasn't shared a reflection with you yet.")).toBeTruthy();
});

it("is not there for two who share nothing", async () => {
  const { calls } = shown(DORA, [], []);
  await expect.poll(() => calls.length).toBe(2);
  expect(screen.queryByRole("heading")).toBeNull();
});
