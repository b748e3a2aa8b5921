// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { ErasureView, HoldView, PersonView } from "../../api/contract";
import { type Answers, Refusal } from "../../testing/api";
import { HR, render } from "../../testing/render";
import ErasureSection from "./ErasureSection";

const CLEO = { id: "cleo", name: "Cleo Stone", status: "left" } as PersonView;
const ASKED = {
  person: CLEO,
  state: "asked",
  reason: "They asked for it.",
  asked_by: { id: "hr", name: "Hanna Roth" },
  asked_at: "2026-03-01T09:00:00Z",
  actions: ["cancel"],
  approvers: [{ id: "hugo", name: "Hugo Lind" }],
} as unknown as ErasureView;
const NOTHING: Answers = {
  "GET /people/{person_id}/erase": new Refusal(404, "not_found"),
  "GET /people/{person_id}/hold": new Refusal(404, "not_found"),
};

it("requests an erasure only with a reason and the name that was typed, and says what was refused", async () => {
  const { user, calls } = render(<ErasureSection person={CLEO} />, {
    me: HR,
    api: { ...NOTHING, "POST /people/{person_id}/erase": new Refusal(409, "still_here") },
  });
  await user.click(await screen.findByRole("button", { name: "Erase…" }));
  const dialog = await screen.findByRole("dialog", { name: "Erase Cleo Stone?" });
  const yes = within(dialog).getByRole("button", { name: "Request erasure" });
  expect(yes).toHaveProperty("disabled", true);
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "Asked");
  expect(yes).toHaveProperty("disabled", true);
  await user.type(within(dialog).getByRole("textbox", { name: /Type the name: Cleo Stone/ }), "Cleo Stone");
  await user.click(yes);
  expect((await within(dialog).findByRole("alert")).textContent).toContain("still_here");
  expect(calls.at(-1)?.body).toEqual({ reason: "Asked", confirm_name: "Cleo Stone" });
});

it("lets who asked for it cancel, not approve, and says who can", async () => {
  render(<ErasureSection person={CLEO} />, { me: HR, api: { ...NOTHING, "GET /people/{person_id}/erase": ASKED } });
  await screen.findByText("Requested by Hanna Roth");
  expect(screen.getByText("Waiting for approval by Hugo Lind.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Cancel erasure" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
});

it("approves after it was asked once more", async () => {
  const { user, calls } = render(<ErasureSection person={CLEO} />, {
    me: HR,
    api: {
      ...NOTHING,
      "GET /people/{person_id}/erase": { ...ASKED, actions: ["approve", "cancel"] },
      "POST /people/{person_id}/erase/approve": { ...ASKED, state: "approved" },
    },
  });
  await user.click(await screen.findByRole("button", { name: "Approve" }));
  const dialog = await screen.findByRole("dialog", { name: "Approve the erasure of Cleo Stone?" });
  const asked = (): string[] => calls.map(({ route }) => route);
  expect(asked()).not.toContain("POST /people/{person_id}/erase/approve");
  await user.click(within(dialog).getByRole("button", { name: "Approve" }));
  await expect.poll(asked).toContain("POST /people/{person_id}/erase/approve");
});

it("offers no erasure of someone who is on hold", async () => {
  const hold = { person: CLEO, reason: "A dispute.", by: HR.person, at: "2026-03-01T09:00:00Z" } as HoldView;
  render(<ErasureSection person={CLEO} />, { me: HR, api: { ...NOTHING, "GET /people/{person_id}/hold": hold } });
  await screen.findByText("A dispute.");
  expect(screen.queryByRole("button", { name: "Erase…" })).toBeNull();
});
