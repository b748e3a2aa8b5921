import { expect, it } from "vitest";

import { canChoose } from "./ForAll";

it("offers a review for a command only where one can apply to it", () => {
  for (const action of ["nudge", "extend", "share_self", "share_manager"]) expect(canChoose([action])).toBe(true);
  expect(canChoose(["revoke_signatures", "withdraw", "save_notes"])).toBe(false);
  expect(canChoose([])).toBe(false);
});
