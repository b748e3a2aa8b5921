import { describe, expect, it } from "vitest";

import { pseudo } from "./pseudo";

describe("the pseudo-language", () => {
  it("puts a text in brackets, with accents, and makes it 40 % longer", () => {
    const text = "Save your changes now";
    const shown = pseudo(text);
    expect(shown).toMatch(/^\[Šåvé ýöûr çhåñgéš ñöw .*\]$/);
    expect(shown.length).toBeGreaterThanOrEqual(text.length * 1.4);
  });

  it("leaves what is filled in as it is", () => {
    expect(pseudo("{name} and {who:or}")).toMatch(/^\[\{name\} åñd \{who:or\} /);
  });
});
