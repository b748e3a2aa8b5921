// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { HeldView } from "../../api/contract";
import { listed, Refusal } from "../../testing/api";
import { HR, render } from "../../testing/render";
import Held from "./Held";

const LEAVES = {
  id: "held1",
  kind: "leave",
  person: { id: "cleo", name: "Cleo Stone" },
  fields: [],
  reason: "about_somebody_above",
  actions: ["confirm", "discard"],
  asked_by: { id: "hugo", name: "Hugo Lind" },
} as HeldView;

it.each(["confirm", "discard"] as const)("asks before it does %s a change, and does that", async (decision) => {
  const route = `POST /people/held/{held_id}/${decision}` as const;
  const { user, calls } = render(<Held />, {
    me: HR,
    api: { "GET /people/held": listed(LEAVES), [route]: new Refusal(409, "decided") },
  });
  const word = decision === "confirm" ? "Confirm" : "Discard";
  await user.click(await screen.findByRole("button", { name: `${word}: Cleo Stone` }));
  const dialog = await screen.findByRole("dialog", { name: `${word} the change to Cleo Stone?` });
  expect(calls.map((call) => call.route)).not.toContain(route);
  await user.click(within(dialog).getByRole("button", { name: word }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("decided");
  expect(calls.find((call) => call.route === route)?.path).toEqual({ held_id: "held1" });
});

it("offers no decision to who may not decide, and says who asked", async () => {
  render(<Held />, { me: HR, api: { "GET /people/held": listed({ ...LEAVES, actions: [] }) } });
  await screen.findByText("Another HR admin has to decide.");
  expect(screen.getByText(/Requested by Hugo Lind/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Confirm|Discard/ })).toBeNull();
});
