// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Refusal } from "../testing/api";
import { useApiMutation } from "../api/hooks";
import { render } from "../testing/render";
import { ProblemNote } from "./Problem";

function Sending() {
  const send = useApiMutation("POST /exports");
  return (
    <>
      <button type="button" onClick={() => void send.mutate({ body: { kind: "person" } })}>
        Send
      </button>
      <ProblemNote error={send.error} placed={["/name"]} />
    </>
  );
}

const field = (pointer: string): object => ({
  errors: [{ pointer, detail: "", code: "too_long", params: { most: 207 } }],
});

it.each([
  ["that someone else was faster", new Refusal(412, "stale"), /changed/],
  ["what the server says of it", new Refusal(409, "signed"), /signed/],
  ["a fault of a field without a place of its own", new Refusal(422, "invalid", field("/zone")), /207/],
])("says %s", async (_, refusal, words) => {
  const { user } = render(<Sending />, { api: { "POST /exports": refusal } });
  await user.click(screen.getByRole("button", { name: "Send" }));
  expect((await screen.findByRole("alert")).textContent).toMatch(words);
});

it("does not repeat what stands at a field", async () => {
  const { user } = render(<Sending />, { api: { "POST /exports": new Refusal(422, "invalid", field("/name")) } });
  await user.click(screen.getByRole("button", { name: "Send" }));
  expect((await screen.findByRole("alert")).textContent).not.toContain("207");
});
