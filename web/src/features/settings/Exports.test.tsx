// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { ExportItem } from "../../api/contract";
import { listed, Refusal } from "../../testing/api";
import { ADA, render } from "../../testing/render";
import { Exports } from "./Exports";

const item = (id: string, more: Partial<ExportItem> = {}): ExportItem => ({
  id,
  kind: "person",
  person: { id: ADA.id, name: ADA.name },
  state: "ready",
  asked_at: "2026-03-01T09:00:00Z",
  ...more,
});

it("offers the files of a ready export only, and asks for their links when they are opened", async () => {
  const files = { ...item("e1"), parts: [{ name: "people.json", bytes: 9, sha256: "", url: "https://f.test/p" }] };
  const { user, calls } = render(<Exports />, {
    api: {
      "GET /exports": listed(item("e1"), item("e2", { state: "failed" }), item("e3", { state: "expired" })),
      "GET /exports/{export_id}": files,
    },
  });
  const download = await screen.findByRole("button", { name: /^Download/ });
  expect(calls.map(({ route }) => route)).toEqual(["GET /exports"]);
  await user.click(download);
  const link = await within(await screen.findByRole("dialog")).findByRole("link", { name: "people.json" });
  expect(link.getAttribute("href")).toBe("https://f.test/p");
  expect(calls.at(-1)?.path).toEqual({ export_id: "e1" });
});

it("waits for an export that is being prepared before it offers another", async () => {
  render(<Exports />, { api: { "GET /exports": listed(item("e1", { state: "running" })) } });
  await screen.findByText("In progress");
  expect(screen.getByRole("button", { name: "Export my data" })).toHaveProperty("disabled", true);
});

it("names whose data it is where it is not one's own, and lets one export one's own meanwhile", async () => {
  const theirs = item("e1", { state: "running", person: { id: "eli", name: "Eli Ward" } });
  render(<Exports />, { api: { "GET /exports": listed(theirs) } });
  await screen.findByText(/^Eli Ward, /);
  expect(screen.getByRole("button", { name: "Export my data" })).toHaveProperty("disabled", false);
});

it("says why no export was begun", async () => {
  const { user } = render(<Exports />, {
    api: { "GET /exports": listed(), "POST /exports": new Refusal(409, "too_many_exports") },
  });
  await user.click(await screen.findByRole("button", { name: "Export my data" }));
  expect((await screen.findByRole("alert")).textContent).toContain("too_many_exports");
});
