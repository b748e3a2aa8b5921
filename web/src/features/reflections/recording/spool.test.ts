import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";

import { SpoolSource } from "./source";
import { Full, openSpool, type Spool, type SpooledFile, type Take } from "./spool";

const take = (id: string, person = "me"): Take => ({
  id,
  person,
  reflectionId: null,
  title: "A title",
  period: "",
  objectiveIds: [],
  chapters: [],
  chaptersSaved: false,
  poster: null,
  startedAt: 1,
  created: true,
  replaces: [],
});
const file = (id: string, of: string): SpooledFile => ({
  id,
  take: of,
  kind: "screen",
  contentType: "video/mp4",
  state: "recording",
  bytes: 0,
  durationMs: 0,
  beatAt: 0,
  upload: null,
  begun: 0,
  own: null,
});
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const read = async (source: SpoolSource, from: number, to: number): Promise<string> =>
  (await source.read(from, to)).text();

let factory: IDBFactory;
let spool: Spool;

beforeEach(() => {
  factory = new IDBFactory();
  spool = openSpool(factory, IDBKeyRange);
});

describe("the spool", () => {
  it("gives back every byte of any stretch", async () => {
    const source = new SpoolSource(spool, file("f", "t"));
    for (const piece of ["abc", "defgh", "ij"]) await source.append(bytes(piece), 10);
    expect(await read(source, 0, 10)).toBe("abcdefghij");
    expect(await read(source, 2, 4)).toBe("cd");
    expect(await read(source, 3, 8)).toBe("defgh");
    expect(await read(source, 9, 10)).toBe("j");
  });

  it("keeps pieces in the order in which they came, however fast", async () => {
    const source = new SpoolSource(spool, file("f", "t"));
    await Promise.all(["a", "bb", "ccc"].map((piece, i) => source.append(bytes(piece), i)));
    expect(await read(source, 0, 6)).toBe("abbccc");
  });

  it("is there after the browser died, with the length of what it kept", async () => {
    await spool.keepTake(take("t"));
    const source = new SpoolSource(spool, file("f", "t"));
    await source.append(bytes("abc"), 1_000);
    await source.append(bytes("de"), 2_000);
    const later = openSpool(factory, IDBKeyRange);
    expect((await later.takes("me")).map(({ id }) => id)).toEqual(["t"]);
    const [found] = await later.files("t");
    expect(found).toMatchObject({ bytes: 5, durationMs: 2_000, state: "recording" });
    expect(await later.extent("f")).toEqual({ from: 0, to: 5 });
  });

  it("offers nobody the recording of somebody else", async () => {
    await spool.keepTake(take("mine", "me"));
    await spool.keepTake(take("theirs", "other"));
    expect((await spool.takes("me")).map(({ id }) => id)).toEqual(["mine"]);
  });

  it("removes one take with all its pieces and leaves the others", async () => {
    for (const id of ["one", "two"]) {
      await spool.keepTake(take(id));
      await new SpoolSource(spool, file(`f-${id}`, id)).append(bytes(id), 1);
    }
    await spool.remove("one");
    expect((await spool.takes("me")).map(({ id }) => id)).toEqual(["two"]);
    expect(await spool.files("one")).toEqual([]);
    expect(await spool.extent("f-one")).toBeNull();
    expect(await spool.extent("f-two")).toEqual({ from: 0, to: 3 });
  });
});

describe("a full device", () => {
  /** Room for so many bytes. */
  const narrow = (room: number): Spool => {
    let used = 0;
    return {
      ...spool,
      append: async (one, piece) => {
        if (used + piece.byteLength > room) throw new Full("full");
        used += piece.byteLength;
        await spool.append(one, piece);
      },
      release: async (one, before) => {
        const extent = await spool.extent(one);
        await spool.release(one, before);
        used -= Math.min(before, extent?.to ?? 0) - (extent?.from ?? 0);
      },
    };
  };

  it("goes on in memory, and says so", async () => {
    const source = new SpoolSource(narrow(6), file("f", "t"));
    for (const piece of ["abc", "def", "ghi", "jkl"]) await source.append(bytes(piece), 1);
    expect(source.full).toBe(true);
    expect(source.size).toBe(12);
    expect(await read(source, 0, 12)).toBe("abcdefghijkl");
    expect(await read(source, 4, 11)).toBe("efghijk");
  });

  it("makes room by what S3 has already", async () => {
    const source = new SpoolSource(narrow(6), file("f", "t"));
    for (const piece of ["abc", "def"]) await source.append(bytes(piece), 1);
    source.safe(3);
    await source.append(bytes("ghi"), 1);
    expect(source.full).toBe(false);
    expect(source.first).toBe(3);
    expect(await read(source, 3, 9)).toBe("defghi");
  });
});
