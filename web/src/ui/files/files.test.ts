import { describe, expect, it } from "vitest";

import type { AttachmentBody, AttachmentDetail, AttachmentView } from "../../api/contract";
import { Problem, Unreachable } from "../../api/problem";
import { sizeWords, typeOf, unfit } from "./kinds";
import { linesOf } from "./lines";
import { Outbox, type Shelf } from "./outbox";

const refusal = (status: number): Problem =>
  new Problem({ type: "", title: "no", status, detail: "no", code: "no", params: {} });

/** The API and S3 in one. Each `post` does what is next in `posts`: a status, or an error that is thrown. */
class Cloud {
  files = new Map<string, AttachmentDetail>();
  begun: [AttachmentBody, string][] = [];
  removed: string[] = [];
  told: string[] = [];
  posts: (number | Error)[] = [];
  /** What the examination says. */
  verdict: "ready" | "refused" = "ready";
  /** S3 has it even where the answer was lost. */
  arrives = false;
  refuses: Error | null = null;

  readonly shelf: Shelf = {
    name: "side",
    begin: async (told, key) => {
      this.begun.push([told, key]);
      if (this.refuses) throw this.refuses;
      const id = `f${this.begun.length}`;
      const { name, content_type, size } = told;
      const fields = { key: id };
      this.files.set(id, { attachment_id: id, name, content_type, size, state: "uploading", url: "s3", fields });
      return this.file(id);
    },
    look: async (id) => this.file(id),
    remove: async (id) => {
      this.file(id);
      this.files.delete(id);
      this.removed.push(id);
    },
    changed: async ({ name, state }) => void this.told.push(`${name} ${state}`),
  };

  readonly outbox = new Outbox({
    post: async ({ fields }, _, sent) => {
      const next = this.posts.shift() ?? 204;
      sent(0.5);
      if (next === 204 || this.arrives) this.examine(fields["key"] ?? "");
      if (next instanceof Error) throw next;
      return next;
    },
    wait: async () => undefined,
  });

  file(id: string): AttachmentDetail {
    const file = this.files.get(id);
    if (!file) throw refusal(404);
    return file;
  }

  private examine(id: string): void {
    const { url: _, fields: __, ...file } = this.file(id);
    this.files.set(id, { ...file, state: this.verdict });
  }

  add(...names: string[]): void {
    this.outbox.add(
      this.shelf,
      names.map((name) => new File(["x"], name)),
    );
  }

  phases = (): string[] => this.outbox.snapshot().map(({ name, phase }) => `${name} ${phase}`);
}

const quiet = async (): Promise<void> => {
  for (let i = 0; i < 60; i += 1) await Promise.resolve();
};

describe("what is taken", () => {
  it("goes by the end of a name, whatever the browser calls it", () => {
    expect(typeOf("Résumé.final.PDF")).toBe("application/pdf");
    expect(typeOf("photo.jpeg")).toBe("image/jpeg");
    expect(typeOf("pdf")).toBeNull();
    expect(typeOf("macro.docm")).toBeNull();
  });

  it("is up to 10 MB, and something", () => {
    expect(unfit({ name: "a.pdf", size: 10 * 1024 * 1024 })).toBeNull();
    expect(unfit({ name: "a.pdf", size: 10 * 1024 * 1024 + 1 })).toBe("size");
    expect(unfit({ name: "a.pdf", size: 0 })).toBe("empty");
    expect(unfit({ name: "a.html", size: 1 })).toBe("kind");
  });

  it("is told in words that people use", () => {
    expect(["66 B", "640 KB", "2.4 MB"]).toEqual([66, 655_360, 2_516_582].map((size) => sizeWords(size, "en-GB")));
  });
});

describe("the outbox", () => {
  it("sends one after the other, and tells of each once it was looked at", async () => {
    const cloud = new Cloud();
    cloud.add("a.pdf", "b.txt");
    expect(cloud.outbox.busy).toBe(true);
    await quiet();
    expect(cloud.begun.map(([told]) => told)).toEqual([
      { name: "a.pdf", content_type: "application/pdf", size: 1 },
      { name: "b.txt", content_type: "text/plain", size: 1 },
    ]);
    expect(cloud.told).toEqual(["a.pdf ready", "b.txt ready"]);
    expect(cloud.outbox.snapshot()).toEqual([]);
    expect(cloud.outbox.busy).toBe(false);
  });

  it("does not announce what cannot be taken anyway", () => {
    const cloud = new Cloud();
    cloud.add("a.exe");
    expect(cloud.phases()).toEqual(["a.exe failed"]);
    expect(cloud.begun).toEqual([]);
  });

  it("goes on after a lost connection, and does not send twice what had arrived", async () => {
    const cloud = new Cloud();
    cloud.posts = [new Unreachable(null), new Unreachable(null)];
    cloud.add("a.pdf");
    await quiet();
    expect(cloud.told).toEqual(["a.pdf ready"]);
    const lucky = new Cloud();
    lucky.arrives = true;
    lucky.posts = [new Unreachable(null), 500];
    lucky.add("a.pdf");
    await quiet();
    expect(lucky.told).toEqual(["a.pdf ready"]);
    expect(lucky.posts).toEqual([500]);
  });

  it("gives up after some tries, and tries again when it is told to, with the same file announced", async () => {
    const cloud = new Cloud();
    cloud.posts = Array.from({ length: 4 }, () => new Unreachable(null));
    cloud.add("a.pdf");
    await quiet();
    expect(cloud.outbox.snapshot()).toMatchObject([
      { phase: "failed", again: true, failure: expect.any(Unreachable) as unknown },
    ]);
    cloud.outbox.again(cloud.outbox.snapshot()[0]?.key ?? "");
    await quiet();
    expect(cloud.told).toEqual(["a.pdf ready"]);
    expect(cloud.begun).toHaveLength(1);
  });

  it("announces anew what is not waited for any more", async () => {
    const cloud = new Cloud();
    cloud.posts = [400];
    cloud.add("a.pdf");
    await quiet();
    expect(cloud.outbox.snapshot()).toMatchObject([{ phase: "failed", failure: "unsent", id: "f1" }]);
    cloud.files.delete("f1");
    cloud.shelf.remove = async () => {
      throw refusal(404);
    };
    cloud.outbox.again(cloud.outbox.snapshot()[0]?.key ?? "");
    await quiet();
    expect(cloud.told).toEqual(["a.pdf ready"]);
    expect(cloud.begun[1]?.[1]).not.toBe(cloud.begun[0]?.[1]);
  });

  it("asks once for a fresh form where the old one has run out", async () => {
    const cloud = new Cloud();
    cloud.posts = [403, 204];
    cloud.add("a.pdf");
    await quiet();
    expect(cloud.told).toEqual(["a.pdf ready"]);
    cloud.posts = [403, 403];
    cloud.add("b.pdf");
    await quiet();
    expect(cloud.phases()).toEqual(["b.pdf failed"]);
  });

  it("says what the API says, and offers no repetition of what it refuses", async () => {
    const cloud = new Cloud();
    cloud.refuses = refusal(409);
    cloud.add("a.pdf");
    await quiet();
    expect(cloud.outbox.snapshot()).toMatchObject([{ phase: "failed", failure: cloud.refuses, again: false }]);
  });

  it("takes back what is dropped, also while it is being announced", async () => {
    const cloud = new Cloud();
    cloud.posts = [400];
    cloud.add("a.pdf");
    await quiet();
    await cloud.outbox.drop(cloud.outbox.snapshot()[0]?.key ?? "");
    cloud.add("b.pdf");
    await Promise.resolve();
    await cloud.outbox.drop(cloud.outbox.snapshot()[0]?.key ?? "");
    await quiet();
    expect(cloud.removed).toEqual(["f1", "f2"]);
    expect(cloud.told).toEqual([]);
    expect(cloud.outbox.snapshot()).toEqual([]);
  });
});

describe("a list of files", () => {
  const file = (id: string, state: AttachmentView["state"]): AttachmentView => ({
    attachment_id: id,
    name: `${id}.pdf`,
    content_type: "application/pdf",
    size: 1,
    state,
  });
  const sending = { key: "k", shelf: "side", name: "a.pdf", size: 1, phase: "sending", share: 0.5 } as const;

  it("shows each file once, on its way or as the API says that it is", () => {
    expect(linesOf([file("a", "uploading")], [{ ...sending, id: "a" }])).toMatchObject([
      { state: "sending", share: 0.5 },
    ]);
    expect(linesOf([file("a", "ready")], [{ ...sending, id: "a" }])).toMatchObject([{ state: "ready" }]);
    expect(linesOf([file("a", "uploading")], [])).toMatchObject([{ state: "elsewhere" }]);
    expect(linesOf([], [sending])).toMatchObject([{ key: "k", sending: "k" }]);
  });

  it("keeps the API's reason for a refusal", () => {
    const refused = { ...file("a", "refused"), problem: { code: "macros", detail: "It holds macros.", params: {} } };
    expect(linesOf([refused], [])).toMatchObject([
      { state: "refused", why: expect.stringContaining("contains macros") as unknown },
    ]);
  });
});
