// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { CycleView } from "../../api/contract";
import { Refusal } from "../../testing/api";
import { HR, render } from "../../testing/render";
import { EndCycle } from "./EndCycle";

const SPRING = { id: "c1", name: "Spring", actions: ["close", "cancel"] } as unknown as CycleView;

it("offers the ends that are open now, asks before one, and says why it was refused", async () => {
  const { user, calls } = render(<EndCycle cycle={SPRING} />, {
    me: HR,
    api: { "POST /cycles/{cycle_id}/cancel": new Refusal(409, "over") },
  });
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Close", "Cancel cycle"]);
  await user.click(screen.getByRole("button", { name: "Cancel cycle" }));
  const dialog = await screen.findByRole("dialog", { name: "Cancel “Spring”?" });
  expect(calls).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Keep running" }));
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
  expect(calls).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Cancel cycle" }));
  const again = await screen.findByRole("dialog");
  await user.click(within(again).getByRole("button", { name: "Cancel cycle" }));
  expect((await within(again).findByRole("alert")).textContent).toContain("over");
});
