// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { HomeView, PersonView, TaskView } from "../../api/contract";
import { ADA, render } from "../../testing/render";
import TasksWith from "./TasksWith";

const BEN = { id: "ben", name: "Ben Dahl" } as PersonView;
const task = (kind: string, subject: { id: string; name: string }, review_id?: string): TaskView => ({
  ...{ kind, subject, due_at: "2099-12-06T23:00:00Z", time_zone: "Europe/Berlin", state: "open", link: `/${kind}` },
  ...(review_id && { review_id }),
});
const home = (tasks: TaskView[], mine: object[] = []): HomeView => ({
  ...{ tasks, to_write: [] },
  my_reviews: mine as HomeView["my_reviews"],
});

it("shows the tasks about the other one, and those of my own review that they write", async () => {
  const tasks = [
    task("write_manager", BEN, "his"),
    task("write_manager", { id: "cleo", name: "Cleo Stone" }, "hers"),
    task("write_self", ADA.person, "mine"),
    task("sign", ADA.person, "earlier"),
    task("record_reflection", ADA.person),
  ];
  const mine = [
    { id: "mine", reviewer: { id: "ben" } },
    { id: "earlier", reviewer: { id: "cleo" } },
  ];
  render(<TasksWith person={BEN} />, { api: { "GET /home": home(tasks, mine) } });
  await screen.findAllByRole("link");
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/write_manager",
    "/write_self",
  ]);
});

it("says that there is nothing to do", async () => {
  render(<TasksWith person={BEN} />, { api: { "GET /home": home([task("record_reflection", ADA.person)]) } });
  expect(await screen.findByText("You have nothing to do with Ben Dahl right now.")).toBeTruthy();
});
