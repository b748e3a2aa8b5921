// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { render } from "../testing/render";
import type { Listed } from "./List";
import { Rows } from "./List";
import { ListPage } from "./ListPage";
import { Empty } from "./parts";

const found = (items: string[] | undefined, more: Partial<Listed<string>> = {}): Listed<string> => ({
  items,
  error: null,
  again: () => undefined,
  ...more,
});

function show(list: Listed<string>, filters?: { active: boolean; clear: () => void }) {
  return render(
    <ListPage
      title="Reviews"
      lead="All of them."
      list={list}
      filters={filters}
      controls={filters && <span>controls</span>}
      noMatch="No matching reviews"
      empty={<Empty title="No reviews yet" action={<button type="button">Start</button>} />}
    >
      {(items) => (
        <Rows items={items} label="Reviews" keyOf={(one) => one}>
          {(one) => one}
        </Rows>
      )}
    </ListPage>,
  );
}

it("names itself in its one heading and in the window's title", () => {
  show(found(["a"]));
  expect(screen.getAllByRole("heading", { level: 1 }).map((one) => one.textContent)).toEqual(["Reviews"]);
  expect(document.title).toBe("Reviews · Throughline");
});

it("shows that it is loading", () => {
  show(found(undefined));
  expect(screen.getByRole("status", { name: "Loading" })).toBeTruthy();
});

it("says of an empty list what comes next, and offers it", () => {
  show(found([]), { active: false, clear: () => undefined });
  expect(screen.getByText("No reviews yet")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Start" })).toBeTruthy();
});

it("offers to clear the filters where nothing matches them", async () => {
  const clear = vi.fn();
  const { user } = show(found([]), { active: true, clear });
  expect(screen.getByText("No matching reviews")).toBeTruthy();
  for (const button of screen.getAllByRole("button", { name: "Clear filters" })) await user.click(button);
  expect(clear).toHaveBeenCalledTimes(2);
});

it("says what went wrong, and tries again when asked", async () => {
  const again = vi.fn();
  const { user } = show(found(undefined, { error: new Error("no"), again }));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(again).toHaveBeenCalledOnce();
});

it("says how many the filters leave", () => {
  show(found(["a", "b"]), { active: true, clear: () => undefined });
  expect(screen.getByText("2 results").getAttribute("role")).toBe("status");
});

it("says that there are more than are shown", () => {
  show(found(["a", "b"], { more: () => undefined }), { active: true, clear: () => undefined });
  expect(screen.getByText("First 2 results")).toBeTruthy();
});

it("keeps what it shows where the next page does not come", () => {
  show(found(["a"], { more: () => undefined, moreError: new Error("no") }));
  expect(screen.getByText("a")).toBeTruthy();
  expect(screen.getByRole("alert")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Show more" })).toBeTruthy();
});

it("asks for the next page where the first holds nothing that matches", () => {
  const more = vi.fn();
  show(found([], { more }), { active: true, clear: () => undefined });
  expect(more).toHaveBeenCalledOnce();
  expect(screen.queryByText("No matching reviews")).toBeNull();
});
