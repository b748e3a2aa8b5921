import { expect, it } from "vitest";

import { quoted } from "./paper";

it("writes whatever a name holds as one text of a style sheet", () => {
  expect(quoted('Review of "O\\Neill"')).toBe('"Review of \\"O\\\\Neill\\""');
  expect(quoted("Ann\nLee")).toBe('"Ann Lee"');
});
