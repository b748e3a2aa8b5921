import { describe, expect, it } from "vitest";

import { cellOf, csvOf, fileName } from "./csv";

describe("a table as a file", () => {
  it("holds no cell that a spreadsheet takes for a formula", () => {
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) expect(cellOf(`${start}1+1`)).toBe(`"'${start}1+1"`);
    expect(cellOf('=HYPERLINK("https://evil.test","x")')).toBe(`"'=HYPERLINK(""https://evil.test"",""x"")"`);
    expect(cellOf("Ann-Marie")).toBe("Ann-Marie");
  });

  it("keeps separators, quotes and line breaks inside their cell", () => {
    expect(cellOf('a "b", c')).toBe('"a ""b"", c"');
    expect(cellOf("two\nlines")).toBe('"two\nlines"');
    expect(csvOf(["Name"], [["Zoë"], ["x;y"]])).toBe('\ufeffName\r\nZoë\r\n"x;y"\r\n');
  });

  it("has a name made of letters and numbers", () => {
    expect(fileName("Review / 2026: Łódź!", "2026-11-30")).toBe("Review-2026-Łódź-2026-11-30.csv");
  });
});
