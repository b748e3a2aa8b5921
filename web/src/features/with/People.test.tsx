// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { PersonLine, ReflectionLine, ReviewItem } from "../../api/contract";
import { listed } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import People from "./People";

const ref = (name: string) => ({ id: name.toLowerCase(), name });
const review = (reviewee: string, reviewer: string, roles: ReviewItem["roles"]) =>
  ({ cycle: { name: "Spring" }, reviewee: ref(reviewee), reviewer: ref(reviewer), roles }) as ReviewItem;
const reflection = (owner: string, former?: string) =>
  ({ owner: ref(owner), ...(former && { former: [ref(former)] }) }) as ReflectionLine;
const names = (label: string) => screen.getByRole("list", { name: label }).textContent;

const BOSS = { ...ADA, has_reports: true };

it("names the manager first, then the reports, then those with whom something is shared, each once", async () => {
  const { calls } = render(<People />, {
    me: BOSS,
    api: {
      "GET /people": listed({ ...ref("Cleo"), title: "Designer" } as PersonLine),
      "GET /reviews": listed(
        review("Cleo", "Ada", ["reviewer"]),
        review("Ada", "Ben", ["reviewee"]),
        review("Dora", "Emma", ["contributor"]),
        review("Ada", "Fred", ["reviewee"]),
      ),
      "GET /reflections": listed(reflection("Ada", "Gus"), reflection("Cleo"), reflection("Fred")),
    },
  });
  await screen.findByText("Fred");
  expect(screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent)).toEqual([
    "Your manager",
    "Your reports",
    "Others",
  ]);
  expect(names("Your manager")).toBe("Ben Dahl");
  expect(names("Your reports")).toBe("CleoDesigner");
  expect(names("Others")).toBe("DoraYou contribute: SpringFredReviews you: SpringGusYou shared reflections with them");
  expect(calls).toHaveLength(3);
});

it("leads to the page of the two", async () => {
  const { user, address } = render(<People />, { api: { "GET /reviews": listed(), "GET /reflections": listed() } });
  await user.click(await screen.findByRole("link", { name: "Ben Dahl" }));
  expect(address()).toBe("/with/ben");
});

it("offers the directory to someone who has nobody yet", async () => {
  render(<People />, {
    me: { ...ADA, manager: null },
    api: { "GET /reviews": listed(), "GET /reflections": listed() },
  });
  expect((await screen.findByRole("link", { name: "Find people" })).getAttribute("href")).toBe("/people");
});

it("asks for no reflections where the company uses none", async () => {
  const { calls } = render(<People />, {
    me: { ...ADA, features: { reflections: false } },
    api: { "GET /reviews": listed(review("Ada", "Fred", ["reviewee"])) },
  });
  await screen.findByText("Fred");
  expect(calls.map(({ route }) => route)).toEqual(["GET /reviews"]);
});
