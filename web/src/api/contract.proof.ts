// Compiled, never run: what a call must not compile with. `@ts-expect-error` fails where there is no error.
import { call } from "./call";

export async function proof(): Promise<void> {
  const path = { review_id: "r" };
  await call("GET /home");
  await call("PUT /reviews/{review_id}/self", { path, body: { answers: {} }, match: "3" });
  await call("POST /reviews/{review_id}/self/share", { path });
  await call("GET /reviews", { query: { role: "reviewer" } });

  // @ts-expect-error If-Match is missing
  await call("PUT /reviews/{review_id}/self", { path, body: { answers: {} } });
  // @ts-expect-error nothing to match here
  await call("POST /reviews/{review_id}/self/share", { path, match: "3" });
  // @ts-expect-error an unknown route
  await call("GET /nowhere");
  // @ts-expect-error the wrong method
  await call("DELETE /home");
  // @ts-expect-error an unknown field of the body
  await call("PUT /reviews/{review_id}/self", { path, body: { answers: {}, mood: "good" }, match: "3" });
  // @ts-expect-error an unknown parameter
  await call("GET /reviews", { query: { colour: "red" } });
  // @ts-expect-error a value that the parameter does not have
  await call("GET /reviews", { query: { role: "friend" } });
  // @ts-expect-error the path is missing
  await call("GET /reviews/{review_id}");
  // @ts-expect-error the body is missing
  await call("POST /reviews/{review_id}/extend", { path });
  const review = (await call("GET /reviews/{review_id}", { path })).body;
  review.actions.includes("share_self");
  // @ts-expect-error an action that no review has
  review.actions.includes("share_itself");
  // @ts-expect-error a state that no review has
  if (review.state === "shared") return;
  // @ts-expect-error an unknown field of the answer
  void (await call("GET /home")).body.colour;
}
