// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { YearItem } from "../../api/contract";
import { listed } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import { type Feature, Features } from "../../ui/feature";
import { VideoIcon } from "../../ui/icons";
import Year from "./Year";

const FEATURES: Feature[] = [
  {
    name: "reflections",
    screens: [],
    kinds: [
      {
        ...{ kind: "reflection", title: "Reflection", icon: VideoIcon },
        state: ({ state }) => <span>{`is ${state}`}</span>,
        list: { path: "/reflections", title: "Reflections" },
      },
    ],
  },
];
const year = (
  <Features value={FEATURES}>
    <Year />
  </Features>
);
const item = (id: string, at: string, more: Partial<YearItem> = {}): YearItem => ({
  ...{ id, at, kind: "reflection", title: `Title ${id}`, state: "draft", link: `/reflections/${id}` },
  ...more,
});

it("shows things month by month, with what they are called, where they stand and where they lead", async () => {
  const items = [item("b", "2026-11-20T10:00:00Z"), item("a", "2026-09-01T10:00:00Z", { state: "shared" })];
  render(year, { api: { "GET /year": listed(...items) } });
  const draft = await screen.findByRole("link", { name: /Title b.*Reflection.*is draft/ });
  expect(draft.getAttribute("href")).toBe("/reflections/b");
  expect(screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent)).toEqual([
    "November 2026",
    "September 2026",
  ]);
});

it("names what it doesn't know as the service does", async () => {
  render(year, {
    api: { "GET /year": listed(item("a", "2026-09-01T10:00:00Z", { kind: "one_on_one", state: "carried_over" })) },
  });
  expect(await screen.findByRole("link", { name: /Title a.*One on one.*Carried over/ })).toBeTruthy();
});

it("asks for a kind and for a year, and keeps both in the address", async () => {
  const { user, calls, address } = render(year, { api: { "GET /year": listed(item("a", "2026-09-01T10:00:00Z")) } });
  await user.selectOptions(await screen.findByLabelText("Kind"), "Reflection");
  const last = String(new Date().getFullYear() - 1);
  await user.selectOptions(screen.getByLabelText("Period"), last);
  await expect
    .poll(() => calls.at(-1)?.query)
    .toMatchObject({ kind: "reflection", from: `${last}-01-01`, to: `${last}-12-31` });
  expect(address()).toContain(`kind=reflection&from=${last}-01-01&to=${last}-12-31`);
});

it("asks for any other days once they are wanted", async () => {
  const { user, address } = render(year, { api: { "GET /year": listed() } });
  expect(screen.queryByLabelText("From")).toBeNull();
  await user.selectOptions(await screen.findByLabelText("Period"), "Other dates");
  expect(screen.getByLabelText("From")).toBeTruthy();
  expect(address()).toMatch(/from=\d{4}-\d\d-01&to=\d{4}-/);
});

it("offers to record where there is nothing, and the list of all reflections", async () => {
  render(year, { api: { "GET /year": listed() } });
  expect(await screen.findByText("Nothing yet this year")).toBeTruthy();
  for (const link of screen.getAllByRole("link", { name: "Record a reflection" }))
    expect(link.getAttribute("href")).toBe("/reflections/new");
  expect(screen.getByRole("link", { name: "Reflections" }).getAttribute("href")).toBe("/reflections");
});

it("offers no recording where the company uses no reflections", async () => {
  render(year, { me: { ...ADA, features: { reflections: false } }, api: { "GET /year": listed() } });
  expect(await screen.findByText("Nothing yet this year")).toBeTruthy();
  expect(screen.queryByRole("link", { name: /reflection/i })).toBeNull();
});
