// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { render } from "../testing/render";
import type { Actions } from "./ActionMenu";
import { DetailPage } from "./DetailPage";
import { WhoCanSee } from "./WhoCanSee";

function show(menu: Actions, action?: React.ReactNode) {
  return render(
    <DetailPage
      title="Support week"
      back={{ href: "/reflections", text: "Reflections" }}
      state="Draft"
      audience={<WhoCanSee onlyYou />}
      action={action}
      menu={menu}
    />,
  );
}

it("says what it is, where it stands, who sees it, and what it is one of", () => {
  show([]);
  expect(screen.getByRole("heading", { level: 1, name: "Support week" })).toBeTruthy();
  expect(screen.getByText("Draft")).toBeTruthy();
  expect(screen.getByText("Only you")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Back: Reflections" }).getAttribute("href")).toBe("/reflections");
  expect(screen.queryByRole("button")).toBeNull();
});

it("has a single other action as a button", async () => {
  const print = vi.fn();
  const { user } = show([false, { text: "Print", to: print }]);
  await user.click(screen.getByRole("button", { name: "Print" }));
  expect(print).toHaveBeenCalledOnce();
});

it("has several others in a menu beside the main one, which closes when one is chosen", async () => {
  const remove = vi.fn();
  const { user } = show(
    [
      { text: "Record again", to: "/again" },
      { text: "Delete", danger: true, to: remove },
    ],
    "Share",
  );
  expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "More actions" }));
  expect((await screen.findByRole("link", { name: "Record again" })).getAttribute("href")).toBe("/again");
  await user.click(screen.getByRole("button", { name: "Delete" }));
  expect(remove).toHaveBeenCalledOnce();
});
