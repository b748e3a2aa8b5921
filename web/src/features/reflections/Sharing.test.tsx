// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { ReflectionView, TrackView } from "../../api/contract";
import { Refusal } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import { NewManager, Seen, ShareButton } from "./Sharing";

const MINE = {
  id: "r1",
  owner: { id: "ada", name: "Ada Byron" },
  state: "draft",
  tracks: [] as TrackView[],
  actions: ["share"],
} as unknown as ReflectionView;

it.each<[string, ReflectionView, string]>([
  ["a draft of one's own", MINE, "Only you"],
  ["one that the manager sees", { ...MINE, state: "shared", actions: ["unshare"] }, "You and Ben Dahl"],
  ["one that an earlier manager saw", { ...MINE, state: "shared", actions: ["share"] }, "Only you"],
  ["someone else's", { ...MINE, owner: { id: "eli", name: "Eli Ward" } }, "Eli Ward and you"],
])("says who can see %s", (_, reflection, words) => {
  render(<Seen reflection={reflection} />);
  expect(screen.getByText(words)).toBeTruthy();
});

it("names with whom it is shared, asks before, and confirms that an unfinished recording may go", async () => {
  const unfinished = { ...MINE, actions: [], tracks: [{ state: "uploading" }] } as unknown as ReflectionView;
  const { user, calls } = render(<ShareButton reflection={unfinished} ready />, {
    api: { "POST /reflections/{reflection_id}/share": new Refusal(409, "too_late") },
  });
  await user.click(screen.getByRole("button", { name: "Share with Ben Dahl" }));
  const dialog = await screen.findByRole("dialog", { name: "Share with Ben Dahl?" });
  expect(calls).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Share now" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("too_late");
  expect(calls.at(-1)?.body).toEqual({ confirm: ["unfinished"] });
});

it("cannot be shared before it is saved", () => {
  render(<ShareButton reflection={MINE} ready={false} />);
  expect(screen.getByRole("button", { name: "Share with Ben Dahl" })).toHaveProperty("disabled", true);
});

it("cannot be shared where nobody is one's manager", () => {
  render(<ShareButton reflection={MINE} ready />, { me: { ...ADA, manager: null } });
  expect(screen.queryByRole("button")).toBeNull();
});

it("asks whether a new manager may see what an earlier one could", async () => {
  const former = { ...MINE, state: "shared", shared_with: [{ id: "x", name: "Xenia Holm" }] } as ReflectionView;
  render(<NewManager reflection={former} />);
  expect(screen.getByRole("note").textContent).toMatch(/Ben Dahl.*Xenia Holm|Xenia Holm.*Ben Dahl/);
});
