// @vitest-environment jsdom
import { describe, expect, it } from "vitest";

import { isWriting } from "./keys";

const input = (type: string): HTMLInputElement => Object.assign(document.createElement("input"), { type });

describe("keys", () => {
  it("belong to a field that is written in, and to a choice", () => {
    const writing = [input("text"), input("search"), input("date"), ...["textarea", "select"].map(made)];
    expect(writing.map(isWriting)).toEqual([true, true, true, true, true]);
  });

  it("do what they do everywhere on a slider, a tick and a button", () => {
    const others = [input("range"), input("checkbox"), input("radio"), input("file"), made("button"), null];
    expect(others.filter(isWriting)).toEqual([]);
  });
});

const made = (name: string): HTMLElement => document.createElement(name);
