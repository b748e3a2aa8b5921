import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Fields, rebased, same, type Version } from "./merge";
import { Later, Refused, type Save, AutosaveDocument, Stale } from "./autosaveDocument";
import { type DraftStore, memoryDrafts, openDrafts } from "./store";

const first: Version = { etag: "1", fields: { a: "<p>old</p>", b: "" } };

/** A server that keeps one document, and can be away, or be written to by someone else. */
class Server {
  version = first;
  calls: Fields[] = [];
  broken: Error | null = null;

  readonly save: Save = async (fields, etag) => {
    this.calls.push(fields);
    if (this.broken) throw this.broken;
    if (etag !== this.version.etag) throw new Stale(this.version);
    return this.write(fields);
  };

  write(fields: Fields): Version {
    this.version = { etag: String(Number(this.version.etag) + 1), fields: { ...this.version.fields, ...fields } };
    return this.version;
  }
}

let server: Server;
let drafts: DraftStore;
let doc: AutosaveDocument;

const opened = (version = server.version): AutosaveDocument =>
  new AutosaveDocument({ key: "k", version, save: server.save, drafts });
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  drafts = memoryDrafts();
  doc = opened();
});
afterEach(() => {
  vi.useRealTimers();
});

it("tells what the whole version says with the change in it, for what is saved as a whole", async () => {
  const told: Fields[] = [];
  doc = new AutosaveDocument({
    key: "whole",
    version: first,
    drafts,
    save: (fields, etag, leaving, all) => {
      told.push(all);
      return server.save(fields, etag, leaving, all);
    },
  });
  doc.set("b", "new");
  await pass(1_000);
  server.write({ a: "<p>theirs</p>" });
  doc.set("b", "newer");
  await pass(5_000);
  expect(told[0]).toEqual({ a: "<p>old</p>", b: "new" });
  expect(told.at(-1)).toEqual({ a: "<p>theirs</p>", b: "newer" });
});

describe("forgetting", () => {
  it("puts nothing on the device any more, whatever the page does while it goes away", async () => {
    server.broken = new Later(true);
    doc.set("a", "secret");
    await pass(1_000);
    await doc.forget();
    await drafts.clear();
    doc.set("a", "secret, too");
    await doc.flush(true);
    await pass(60_000);
    expect(await drafts.keys()).toEqual([]);
    expect(server.calls).toHaveLength(1);
  });
});

describe("saving by itself", () => {
  it("saves one second after the last key, only what changed", async () => {
    doc.set("a", "x");
    await pass(900);
    doc.set("a", "xy");
    await pass(900);
    expect(server.calls).toEqual([]);
    await pass(100);
    expect(server.calls).toEqual([{ a: "xy" }]);
    expect(doc.snapshot()).toMatchObject({ status: "saved", unsaved: false, kept: true, etag: "2" });
  });

  it("saves at the latest ten seconds after the first key", async () => {
    for (let i = 0; i < 22; i += 1) {
      doc.set("a", `x${i}`);
      await pass(500);
    }
    expect(server.calls.length).toBe(1);
  });

  it("keeps what is written while a save is under way, and saves it next", async () => {
    let arrive: (version: Version) => void = () => undefined;
    const slow: Save = (fields) => new Promise((resolve) => (arrive = () => resolve(server.write(fields))));
    doc = new AutosaveDocument({ key: "k", version: first, save: slow, drafts });
    doc.set("a", "one");
    await pass(1000);
    doc.set("a", "one two");
    arrive(first);
    await pass(0);
    expect(doc.snapshot()).toMatchObject({ status: "saving", unsaved: true, etag: "2" });
    await pass(1000);
    arrive(first);
    await pass(0);
    expect(server.version.fields["a"]).toBe("one two");
    expect(doc.snapshot().status).toBe("saved");
  });

  it("saves at once when asked to", async () => {
    doc.set("b", "now");
    await doc.flush();
    expect(server.version.fields["b"]).toBe("now");
  });
});

describe("when the network is lost", () => {
  it("keeps the text on this device and tries again, more and more slowly", async () => {
    server.broken = new Later(true);
    doc.set("a", "kept");
    await pass(1000);
    expect(doc.snapshot().status).toBe("offline");
    expect((await drafts.read("k"))?.fields).toEqual({ a: "kept" });
    await pass(2000);
    expect(server.calls.length).toBe(2);
    server.broken = null;
    await pass(4000);
    expect(server.version.fields["a"]).toBe("kept");
    expect(await drafts.keys()).toEqual([]);
  });

  it("brings back what a killed browser left behind, and saves it", async () => {
    server.broken = new Later(true);
    doc.set("a", "almost lost");
    await pass(1000);
    doc.stop();
    server.broken = null;
    const next = opened();
    await next.restore();
    expect(next.snapshot()).toMatchObject({ restored: true, fields: { a: "almost lost" } });
    await pass(1000);
    expect(server.version.fields["a"]).toBe("almost lost");
  });

  it("sees that a save which seemed lost had arrived", async () => {
    server.broken = new Later(true);
    doc.set("a", "arrived");
    await pass(1000);
    server.write({ a: "arrived" });
    server.broken = null;
    await pass(2000);
    expect(doc.snapshot()).toMatchObject({ status: "saved", conflicts: [] });
  });
});

describe("when somebody else saved meanwhile", () => {
  it("goes on by itself where other fields were changed", async () => {
    server.write({ b: "theirs" });
    doc.set("a", "mine");
    await pass(2000);
    expect(server.version.fields).toMatchObject({ a: "mine", b: "theirs" });
    expect(doc.snapshot()).toMatchObject({ status: "saved", fields: { a: "mine", b: "theirs" } });
  });

  it("keeps both texts where the same field was changed, and saves nothing over theirs", async () => {
    server.write({ a: "theirs" });
    doc.set("a", "mine");
    await pass(2000);
    expect(doc.snapshot()).toMatchObject({
      status: "conflict",
      conflicts: [{ name: "a", mine: "mine", theirs: "theirs" }],
    });
    expect(server.version.fields["a"]).toBe("theirs");
    doc.resolve("a", "theirs and mine");
    await pass(0);
    expect(server.version.fields["a"]).toBe("theirs and mine");
    expect(doc.snapshot()).toMatchObject({ status: "saved", conflicts: [] });
  });

  it("drops mine when theirs is chosen, without another save", async () => {
    server.write({ a: "theirs" });
    doc.set("a", "mine");
    await pass(2000);
    const before = server.calls.length;
    doc.resolve("a", "theirs");
    await pass(20_000);
    expect(server.calls.length).toBe(before);
    expect(doc.snapshot()).toMatchObject({ status: "saved", fields: { a: "theirs" }, unsaved: false, kept: true });
  });

  it("does not mistake its own save on the way out for somebody else's", async () => {
    const gone: Save = async () => new Promise(() => undefined);
    doc = new AutosaveDocument({ key: "k", version: first, save: gone, drafts });
    doc.set("a", "on the way");
    await pass(1000);
    doc.set("a", "on the way, and more");
    await pass(0);
    server.write({ a: "on the way" });
    const next = opened();
    await next.restore();
    expect(next.snapshot()).toMatchObject({ conflicts: [], fields: { a: "on the way, and more" } });
  });

  it("does not take up an older version that arrives late", async () => {
    doc.set("a", "mine");
    await pass(1000);
    doc.adopt(first);
    expect(doc.snapshot().fields["a"]).toBe("mine");
  });
});

describe("when it is refused", () => {
  it("says why, keeps the text, and tries again after the next change", async () => {
    const why = new Error("too long");
    server.broken = new Refused(why);
    doc.set("a", "long");
    await pass(1000);
    expect(doc.snapshot()).toMatchObject({ status: "refused", problem: why });
    expect((await drafts.read("k"))?.fields).toEqual({ a: "long" });
    server.broken = null;
    doc.set("a", "short");
    await pass(1000);
    expect(doc.snapshot()).toMatchObject({ status: "saved", problem: null });
  });
});

describe("comparing", () => {
  it("reads markup as the server cleans it", () => {
    expect(same('<p><a href="https://x.test" rel="nofollow">x</a></p>', '<p><a href="https://x.test">x</a></p>')).toBe(
      true,
    );
    expect(same("", undefined)).toBe(true);
    expect(same([], null)).toBe(true);
    expect(same({ x: 1, y: 0 }, { y: 0, x: 1 })).toBe(true);
    expect(same(0, null)).toBe(false);
  });

  it("finds a conflict only where both sides changed", () => {
    const base = { a: "1", b: "1", c: "1" };
    const result = rebased({ a: "2", b: "2", c: "2" }, base, {}, { a: "1", b: "3", c: "2" });
    expect(result.pending).toEqual({ a: "2", b: "2" });
    expect(result.conflicts.map((conflict) => conflict.name)).toEqual(["b"]);
  });
});

describe.each([
  ["memory", () => memoryDrafts()],
  ["IndexedDB", () => openDrafts(new IDBFactory())],
])("drafts in %s", (_, make) => {
  it("are written, read, listed, removed and cleared", async () => {
    vi.useRealTimers();
    const kept = make();
    const draft = { key: "k", etag: "1", base: {}, fields: { a: "x" }, at: 1 };
    await kept.write(draft);
    await kept.write({ ...draft, key: "l" });
    expect(await kept.read("k")).toEqual(draft);
    expect(await kept.keys()).toEqual(["k", "l"]);
    await kept.remove("k");
    expect(await kept.read("k")).toBeUndefined();
    await kept.clear();
    expect(await kept.keys()).toEqual([]);
  });
});
