import { describe, expect, it } from "vitest";

import { placesOf, zonesOf } from "./places";

describe("zones of places", () => {
  it("are lines by name, and go back as they came", () => {
    const zones = { Porto: "Europe/Lisbon", Kyoto: "Asia/Tokyo" };
    expect(placesOf(zones).map(({ name }) => name)).toEqual(["Kyoto", "Porto"]);
    expect(zonesOf(placesOf(zones))).toEqual(zones);
  });

  it("are sent only where both halves are there", () => {
    const typed = [
      { name: "  Lisbon ", zone: "Europe/Lisbon" },
      { name: "", zone: "UTC" },
      { name: "Kyoto", zone: "" },
    ];
    expect(zonesOf(typed)).toEqual({ Lisbon: "Europe/Lisbon" });
  });
});
