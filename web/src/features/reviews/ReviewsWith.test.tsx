// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { PersonView, ReviewItem } from "../../api/contract";
import { listed } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import { CurrentReviewsWith, PastReviewsWith } from "./ReviewsWith";

const BEN = { id: "ben", name: "Ben Dahl" } as PersonView;
const CLEO = { id: "cleo", name: "Cleo Stone" };
const due = { date: "2099-12-06", at: "2099-12-06T23:00:00Z", time_zone: "Europe/Berlin" };
const review = (id: string, more: Partial<ReviewItem>): ReviewItem =>
  ({
    ...{ id, cycle: { id, name: `Cycle ${id}` }, reviewee: ADA.person, reviewer: BEN, roles: ["reviewee"] },
    ...{ state: "open", opens_at: "2026-11-01T00:00:00Z", time_zone: "Europe/Berlin", signed: [] },
    ...{ deadlines: { self: due, manager: due, sign: due }, self: { state: "draft" } },
    ...more,
  }) as ReviewItem;

const MINE = [
  review("mine", {}),
  review("mine-by-cleo", { reviewer: CLEO }),
  review("mine-done", { state: "complete", opens_at: "2024-01-01T00:00:00Z" }),
];
const THEIRS = [
  review("his", { reviewee: BEN, reviewer: ADA.person, roles: ["reviewer"], opens_at: "2026-12-01T00:00:00Z" }),
  review("his-seen-from-above", { reviewee: BEN, reviewer: CLEO, roles: [] }),
  review("his-done", {
    ...{ reviewee: BEN, reviewer: ADA.person, roles: ["reviewer"] },
    ...{ state: "complete", opens_at: "2025-01-01T00:00:00Z" },
  }),
];

const both = (
  <>
    <CurrentReviewsWith person={BEN} />
    <PastReviewsWith person={BEN} />
  </>
);
const links = (label: string) =>
  within(screen.getByRole("list", { name: label }))
    .getAllByRole("link")
    .map((link) => link.getAttribute("href"));

it("parts the reviews of the two into those in progress and those before, the newest first", async () => {
  render(both, { api: { "GET /reviews": ({ query }) => listed(...(query["role"] ? MINE : THEIRS)) } });
  await screen.findByRole("heading", { name: "Past reviews" });
  expect(links("Reviews in progress")).toEqual(["/reviews/his", "/reviews/mine"]);
  expect(links("Past reviews")).toEqual(["/reviews/his-done", "/reviews/mine-done"]);
});

it("is not there for two who have no reviews", async () => {
  const { calls } = render(both, { api: { "GET /reviews": listed() } });
  await expect.poll(() => calls.length).toBe(2);
  expect(screen.queryByRole("heading")).toBeNull();
});
