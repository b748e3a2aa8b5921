// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { PersonView } from "../../api/contract";
import { Refusal } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import { type Feature, Features, type WithPart } from "../../ui/feature";
import WithPerson from "./WithPerson";

const BEN = {
  ...{ id: "ben", name: "Ben Dahl", title: "Lead", department: "Product", location: "Berlin" },
  ...{ manager: null, chain: [], status: "active", actions: [] },
} as PersonView;

const part = (name: string, order: number): WithPart => ({
  ...{ name, order },
  show: ({ person }) => <h2>{`${name} with ${person.name}`}</h2>,
});
const feature = (name: string, ...withPerson: WithPart[]): Feature => ({ name, screens: [], withPerson });

const page = (personId: string, ...features: Feature[]) => (
  <Features value={features}>
    <WithPerson personId={personId} />
  </Features>
);

it("shows who it is, how they stand to me, and the way to the profile", async () => {
  render(page("ben"), { api: { "GET /people/{person_id}": BEN } });
  expect(await screen.findByRole("heading", { level: 1, name: "Ben Dahl" })).toBeTruthy();
  expect(screen.getByText("Lead · Product")).toBeTruthy();
  expect(screen.getByText("Your manager")).toBeTruthy();
  expect(screen.getByRole("link", { name: "View profile" }).getAttribute("href")).toBe("/people/ben");
  expect(document.title).toContain("With Ben Dahl");
});

it.each([
  ["Reports to you", { id: "cleo", manager: ADA.person, chain: [ADA.person] }],
  ["Reports to you indirectly", { id: "cleo", manager: BEN, chain: [BEN, ADA.person] }],
  ["No longer works here", { status: "left" as const }],
])("says %s of whoever does", async (words, more) => {
  render(page("ben"), { api: { "GET /people/{person_id}": { ...BEN, ...more } } });
  expect(await screen.findByText(words)).toBeTruthy();
});

it("puts the parts of all features in their order, but of those that are off", async () => {
  const features = [
    feature("first", part("Past", 90), part("Next", 10)),
    feature("second", part("Agenda", 30)),
    feature("reflections", part("Reflections", 80)),
  ];
  render(page("ben", ...features), {
    me: { ...ADA, features: { reflections: false } },
    api: { "GET /people/{person_id}": BEN },
  });
  await screen.findByText("Next with Ben Dahl");
  expect(screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent)).toEqual([
    "Next with Ben Dahl",
    "Agenda with Ben Dahl",
    "Past with Ben Dahl",
  ]);
});

it("is nothing for oneself, and for somebody unknown", async () => {
  render(page("ada"), { api: { "GET /people/{person_id}": BEN } });
  expect(await screen.findByText("Page not found")).toBeTruthy();
});

it("says so where there is no such person", async () => {
  render(page("nobody"), { api: { "GET /people/{person_id}": new Refusal(404, "not_found") } });
  expect(await screen.findByText("Page not found")).toBeTruthy();
});
