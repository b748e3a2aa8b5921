import { afterEach, describe, expect, it, vi } from "vitest";

import type { Version } from "./merge";
import { Tabs } from "./tabs";

const opened: Tabs[] = [];

interface Seen {
  tabs: Tabs;
  others: number;
  saved: Version[];
}

function open(key: string): Seen {
  const seen: Seen = { others: 0, saved: [] } as unknown as Seen;
  seen.tabs = new Tabs(key, {
    others: (count) => (seen.others = count),
    saved: (version) => seen.saved.push(version),
  });
  opened.push(seen.tabs);
  return seen;
}

afterEach(() => {
  for (const tabs of opened.splice(0)) tabs.close();
});

describe("the same document in two windows", () => {
  it("is noticed in both, and forgotten when one is closed", async () => {
    const [one, two] = [open("a"), open("a")];
    await vi.waitFor(() => expect([one.others, two.others]).toEqual([1, 1]));
    two.tabs.close();
    await vi.waitFor(() => expect(one.others).toBe(0));
  });

  it("hears what the other one saved, and nothing about other documents", async () => {
    const [one, two, three] = [open("a"), open("a"), open("b")];
    const version = { etag: "2", fields: { q: "x" } };
    two.tabs.saved(version);
    await vi.waitFor(() => expect(one.saved).toEqual([version]));
    expect(two.saved).toEqual([]);
    expect([three.others, three.saved]).toEqual([0, []]);
  });
});
