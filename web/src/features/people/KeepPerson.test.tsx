// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { LeavingView, PersonView } from "../../api/contract";
import { Refusal } from "../../testing/api";
import { HR, render } from "../../testing/render";
import { ActionMenu } from "../../ui/ActionMenu";
import { useKeepPerson } from "./KeepPerson";

const CLEO = { id: "cleo", name: "Cleo Stone", status: "active", actions: ["save", "leave"] } as unknown as PersonView;
const LEAVING: LeavingView = {
  about: 1,
  to_write: 2,
  contributions: 0,
  reports: 0,
  only_hr_admin: false,
  more: false,
};

function Shown({ person }: { person: PersonView }) {
  const { action, menu, dialogs } = useKeepPerson(person, "3");
  return (
    <>
      {action}
      <ActionMenu actions={menu} />
      {dialogs}
    </>
  );
}

it("says what someone leaves behind before they are marked as left, and why it was refused", async () => {
  const { user, calls } = render(<Shown person={CLEO} />, {
    me: HR,
    api: {
      "GET /people/{person_id}/leaving": LEAVING,
      "POST /people/{person_id}/leave": new Refusal(409, "held_back"),
    },
  });
  await user.click(screen.getByRole("button", { name: "Mark as left" }));
  const dialog = await screen.findByRole("dialog", { name: "Mark Cleo Stone as left?" });
  await within(dialog).findByText("1 open review about them will be withdrawn.");
  expect(within(dialog).getByText(/2 open reviews they write/)).toBeTruthy();
  expect(within(dialog).getAllByRole("listitem")).toHaveLength(2);
  expect(calls.map(({ route }) => route)).toEqual(["GET /people/{person_id}/leaving"]);
  await user.click(within(dialog).getByRole("button", { name: "Mark as left" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("held_back");
});

it("does not let the only HR admin go", async () => {
  const { user } = render(<Shown person={CLEO} />, {
    me: HR,
    api: { "GET /people/{person_id}/leaving": { ...LEAVING, only_hr_admin: true } },
  });
  await user.click(screen.getByRole("button", { name: "Mark as left" }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByText(/This is the only HR admin/);
  expect(within(dialog).getByRole("button", { name: "Mark as left" })).toHaveProperty("disabled", true);
});

it("offers nothing to who may not change the entry", () => {
  render(<Shown person={{ ...CLEO, actions: [] }} />, { me: HR });
  expect(screen.queryAllByRole("button")).toEqual([]);
});
