// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { ScimTokenView } from "../../api/contract";
import { listed, Refusal } from "../../testing/api";
import { HR, render } from "../../testing/render";
import { ScimTokens } from "./ScimTokens";

const OKTA: ScimTokenView = {
  id: "t1",
  name: "Okta",
  created_at: "2026-03-01T09:00:00Z",
  made_by: { id: "hr", name: "Hanna Roth" },
};

it("asks before a token is deleted, by its name, and says why it was refused", async () => {
  const { user, calls } = render(<ScimTokens />, {
    me: HR,
    api: {
      "GET /company/scim-tokens": listed(OKTA, { ...OKTA, id: "t2", name: "Entra" }),
      "DELETE /company/scim-tokens/{token_id}": new Refusal(409, "in_use"),
    },
  });
  await user.click(await screen.findByRole("button", { name: "Delete: Entra" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete the token for Entra?" });
  expect(calls.map(({ route }) => route)).toEqual(["GET /company/scim-tokens"]);
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain("in_use");
  expect(calls.at(-1)?.path).toEqual({ token_id: "t2" });
});

it.each([
  ["shows a new token this once", "abc.def", /You won't see it again/],
  ["says that a token is lost whose answer was lost", undefined, /couldn't be displayed/],
])("%s", async (_, token, words) => {
  const { user } = render(<ScimTokens />, {
    me: HR,
    api: {
      "GET /company/scim-tokens": listed(),
      "POST /company/scim-tokens": { ...OKTA, ...(token ? { token } : {}) },
    },
  });
  await user.click(await screen.findByRole("button", { name: "New token" }));
  const make = await screen.findByRole("button", { name: "Create token" });
  expect(make).toHaveProperty("disabled", true);
  await user.type(screen.getByRole("textbox", { name: "Name" }), "Okta");
  await user.click(make);
  await screen.findByText(words);
  expect(screen.queryByDisplayValue("abc.def") !== null).toBe(token !== undefined);
});
