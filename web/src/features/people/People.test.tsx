// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import type { PersonLine } from "../../api/contract";
import { listed } from "../../testing/api";
import { HR, render } from "../../testing/render";
import People from "./People";

const person = (name: string, more: Partial<PersonLine> = {}): PersonLine => ({
  id: name,
  name,
  title: "",
  department: "",
  location: "",
  status: "active",
  manager: null,
  ...more,
});

it("asks for those whose name begins with what was typed, and keeps it in the address", async () => {
  const { user, calls, address } = render(<People />, {
    api: { "GET /people": ({ query }) => listed(person(query["query"] ? "Cleo Stone" : "Ben Dahl")) },
  });
  await screen.findByText("Ben Dahl");
  await user.type(screen.getByRole("searchbox"), "cl");
  await screen.findByText("Cleo Stone");
  expect(calls.at(-1)?.query).toMatchObject({ query: "cl" });
  expect(address()).toContain("query=cl");
});

it("shows those who left to HR only", async () => {
  const { calls } = render(<People />, {
    route: "/people?status=left",
    api: { "GET /people": listed(person("Ben Dahl")) },
  });
  await screen.findByText("Ben Dahl");
  expect(calls.map(({ query }) => query["status"])).toEqual([undefined]);
});

it("offers HR those who left", async () => {
  const { user, calls } = render(<People />, {
    me: HR,
    api: { "GET /people": listed(person("Ben Dahl")), "GET /people/held": listed() },
  });
  await user.click(await screen.findByRole("button", { name: "Left" }));
  await expect.poll(() => calls.at(-1)?.query["status"]).toBe("left");
});
