import { beforeAll, describe, expect, it } from "vitest";

import { media } from "./en/media";
import { sentences } from "./en/sentences";
import { phrase } from "./phrase";

describe("a code of the API", () => {
  it("is shown in the API's own English until the catalogue is there", () => {
    expect(phrase("problem", { code: "not_shared", detail: "Not shared yet." })).toBe("Not shared yet.");
    expect(phrase("problem", { code: "not_shared" })).toBe("not shared");
  });

  describe("with the catalogue", () => {
    beforeAll(() => import("./sentences"));

    it("becomes a sentence with its data as the reader's language writes it", () => {
      expect(phrase("field", { code: "too_long", params: { most: 20_000 } })).toBe("Use at most 20,000 characters.");
      const later = { code: "not_later", params: { day: "2026-03-13" } };
      expect(phrase("field", later)).toBe("Choose a date after the current one, 13 March 2026.");
    });

    it("has the sentence of its case, else the one of the code", () => {
      expect(phrase("problem", { code: "no_manager", params: { case: "left" } })).toMatch(/^Your manager has left/);
      expect(phrase("problem", { code: "no_manager", params: { case: "new" } })).toMatch(/^You have no manager/);
    });

    it("joins words of the API", () => {
      const only = { code: "not_allowed", params: { case: "only", who: ["reviewee", "reviewer"] } };
      expect(phrase("problem", only)).toBe("Only the reviewee or the reviewer can do this.");
    });

    it("of a file or a row is phrased as the refusal of the same name where it has no sentence of its own", () => {
      expect(phrase("file", { code: "signed" })).toBe(sentences["problem.signed"]);
      expect(phrase("recording", { code: "empty" })).toBe(media["file.empty"]);
    });

    it("says how long a recording was that was cut, and where", () => {
      const cut = { code: "cut_at_limit", params: { limit_ms: 300_000, recorded_ms: 321_900 } };
      expect(phrase("notice", cut)).toMatch(/5:21 long.*limit is 5:00/);
    });

    it("speaks of one as of one", () => {
      expect(phrase("field", { code: "no_time_zone", params: { case: "rows", n: 1 } })).toMatch(/^1 person has/);
    });

    it("that the catalogue does not know keeps the API's words", () => {
      expect(phrase("problem", { code: "brand_new", detail: "Brand new." })).toBe("Brand new.");
    });
  });
});
