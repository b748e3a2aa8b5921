// @vitest-environment jsdom
import "fake-indexeddb/auto";

import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { type Answers, listed } from "../../testing/api";
import { HR, render } from "../../testing/render";
import Wizard from "./Wizard";

const API: Answers = {
  "GET /questionnaires": listed(),
  "POST /cycles/preview": { count: 0, people: [], departments: [], locations: [], employment_types: [] },
};

it("says of a step what is wrong there once it was left, and saves nothing", async () => {
  const { user, calls } = render(<Wizard />, { me: HR, api: API });
  await screen.findByRole("button", { name: "Next" });
  expect(screen.queryByText("Enter a name.")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Next" }));
  await user.click(screen.getByRole("button", { name: /Name and questionnaire.*needs attention/ }));
  expect(screen.getByText("Enter a name.")).toBeTruthy();
  expect(screen.getByText("Choose a questionnaire.")).toBeTruthy();
  expect(calls.map(({ route }) => route)).not.toContain("POST /cycles");
});

it("takes back what it said as soon as it is mended", async () => {
  const { user } = render(<Wizard />, { me: HR, api: API });
  await user.click(await screen.findByRole("button", { name: "Next" }));
  await user.click(screen.getByRole("button", { name: /Name and questionnaire/ }));
  await user.type(screen.getByRole("textbox", { name: /^Name/ }), "Spring");
  expect(screen.queryByText("Enter a name.")).toBeNull();
});
