import { describe, expect, it } from "vitest";

import { charsetOf, choiceOf, NOTHING_CHOSEN, queryOf, questionsOf, RECOGNISED } from "./importChoices";

const problem = (code: string) => ({ row: 2, pointer: "/email", code, detail: "", params: {} });

describe("an import", () => {
  it("sends what was chosen, and nothing else", () => {
    expect(queryOf(NOTHING_CHOSEN, true)).toEqual({ dry_run: true });
    expect(queryOf({ ...NOTHING_CHOSEN, leave: true, reuse: true }, false, 37)).toEqual({
      dry_run: false,
      deactivate_missing: true,
      reuse_addresses: true,
      confirm_leaving: 37,
    });
  });

  it("sends columns and dates that were chosen by hand", () => {
    const chosen = {
      ...NOTHING_CHOSEN,
      dates: "dmy" as const,
      columns: { Boss: "manager_name", Payroll: "", Site: null },
    };
    expect(queryOf(chosen, true)).toEqual({
      dry_run: true,
      dates: "dmy",
      columns: '{"Boss":"manager_name","Payroll":"","Site":null}',
    });
  });

  it("shows of a column what was chosen last, else what an earlier import was told", () => {
    const column = { column: 1, heading: "Boss", field: "manager_name", reason: "chosen" as const };
    expect(choiceOf(column, {})).toBe("manager_name");
    expect(choiceOf(column, { Boss: null })).toBe(RECOGNISED);
    expect(choiceOf(column, { Boss: "" })).toBe("");
    expect(choiceOf({ ...column, field: null, reason: "ignored" }, {})).toBe("");
    expect(choiceOf({ ...column, reason: "read" }, {})).toBe(RECOGNISED);
  });

  it("offers an address of a leaver where the file asks for one, and as long as it is chosen", () => {
    expect(questionsOf([problem("invalid")], NOTHING_CHOSEN).reuse).toBe(false);
    expect(questionsOf([problem("address_of_leaver")], NOTHING_CHOSEN).reuse).toBe(true);
    expect(questionsOf([], { ...NOTHING_CHOSEN, reuse: true }).reuse).toBe(true);
  });

  it("asks how letters are written only where a file is no Unicode", () => {
    expect(charsetOf(new TextEncoder().encode("Zoë"))).toBe("unicode");
    expect(charsetOf(new Uint8Array([0xff, 0xfe, 0x5a, 0x00]))).toBe("unicode");
    expect(charsetOf(new Uint8Array([0x5a, 0x6f, 0xeb, 0x2c]))).toBe("other");
  });
});
