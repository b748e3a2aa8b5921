import { createElement, type ReactElement } from "react";
import { describe, expect, it } from "vitest";

import { speaking } from "./speaking";

const { tx } = speaking({ read: "Read by {name}, {when}." });

describe("a text with elements in it", () => {
  it("has each at its hole, and words as they are, holes among them too", () => {
    const when = createElement("time");
    const { props } = tx("read", { name: "Ann {when}", when }) as ReactElement<{ children: unknown[] }>;
    expect(props.children).toEqual(["Read by ", "Ann {when}", ", ", when, "."]);
  });

  it("shows a hole that nobody filled", () => {
    const { props } = tx("read", { name: "Ann" }) as ReactElement<{ children: unknown[] }>;
    expect(props.children).toContain("{when}");
  });
});
