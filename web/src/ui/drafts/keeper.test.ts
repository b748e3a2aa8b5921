import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it, vi } from "vitest";

import { continued, Keeper } from "./keeper";
import { memoryDrafts, openDrafts } from "./store";

describe("what a button saves", () => {
  it("is on the device from the first change on, and found by whoever comes back", async () => {
    const factory = new IDBFactory();
    await new Keeper("me/cycle/new", openDrafts(factory), () => 7).keep({ name: "Half a na" }, "3");
    const later = await new Keeper("me/cycle/new", openDrafts(factory)).found();
    expect(later).toMatchObject({ fields: { name: "Half a na" }, etag: "3", at: 7 });
    expect(await new Keeper("me/cycle/other", openDrafts(factory)).found()).toBeUndefined();
  });

  it("does not queue letter by letter: the newest waits for the write under way", async () => {
    const drafts = memoryDrafts();
    const write = vi.spyOn(drafts, "write");
    const keeper = new Keeper("k", drafts);
    await Promise.all(["a", "ab", "abc", "abcd"].map((name) => keeper.keep({ name }, "1")));
    expect((await keeper.found())?.fields).toEqual({ name: "abcd" });
    expect(write).toHaveBeenCalledTimes(1);
  });

  it("is gone once it is saved, also when a write was still under way", async () => {
    const keeper = new Keeper("k", memoryDrafts());
    void keeper.keep({ name: "a" }, "1");
    await keeper.drop();
    expect(await keeper.found()).toBeUndefined();
  });

  it("is put nowhere any more after signing out, whatever the page does while it goes away", async () => {
    const drafts = memoryDrafts();
    const keeper = new Keeper("k", drafts);
    void keeper.keep({ name: "secret" }, "1");
    await keeper.forget();
    await drafts.clear();
    await keeper.keep({ name: "secret, too" }, "1");
    expect(await drafts.keys()).toEqual([]);
  });

  it("says so where the device refuses, and goes on where it takes things again", async () => {
    const drafts = memoryDrafts();
    vi.spyOn(drafts, "write").mockRejectedValueOnce(new Error("full"));
    const keeper = new Keeper("k", drafts);
    await expect(keeper.keep({ name: "a" }, "1")).rejects.toThrow("full");
    await keeper.keep({ name: "ab" }, "1");
    expect((await keeper.found())?.fields).toEqual({ name: "ab" });
  });
});

describe("what an older client kept", () => {
  const begin = { name: "", people: [] as string[], dates: { opens: "2026-01-01", zone: "" }, grace: 0 };

  it("is taken as it is where it fits", () => {
    const kept = { name: "Yearly", people: ["ada"], dates: { opens: "2026-02-02", zone: "Asia/Tokyo" }, grace: 2 };
    expect(continued(begin, kept)).toEqual(kept);
  });

  it("lacks nothing that this client needs, and brings nothing that it does not know", () => {
    const kept = { name: "Yearly", dates: { opens: "2026-02-02" }, grace: "two", colour: "red" };
    expect(continued(begin, kept)).toEqual({ ...begin, name: "Yearly", dates: { opens: "2026-02-02", zone: "" } });
    expect(continued(begin, null)).toEqual(begin);
    expect(continued(begin, { people: "ada", dates: [] })).toEqual(begin);
  });
});
