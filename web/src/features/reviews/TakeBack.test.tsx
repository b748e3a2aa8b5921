// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { ReviewView } from "../../api/contract";
import { Refusal } from "../../testing/api";
import { render } from "../../testing/render";
import { TakeBack } from "./TakeBack";

const REVIEW = {
  id: "rv1",
  state: "open",
  reviewee: { id: "ada", name: "Ada Byron" },
  reviewer: { id: "ben", name: "Ben Dahl" },
  signatures: [],
  audience: {},
  actions: ["unshare_self"],
} as unknown as ReviewView;

it("asks before a shared text is taken back, names who will not read it, and says why it was refused", async () => {
  const { user, calls } = render(<TakeBack review={REVIEW} name="self" onTakenBack={() => undefined} />, {
    api: { "POST /reviews/{review_id}/self/unshare": new Refusal(409, "signed") },
  });
  await user.click(screen.getByRole("button", { name: "Unshare" }));
  const dialog = await screen.findByRole("dialog", { name: "Unshare this?" });
  expect(dialog.textContent).toContain("Ben Dahl gets an email");
  expect(calls).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Unshare" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("signed");
});

it("offers it for the side alone that may be taken back", () => {
  render(<TakeBack review={REVIEW} name="manager" onTakenBack={() => undefined} />);
  expect(screen.queryByRole("button")).toBeNull();
});
