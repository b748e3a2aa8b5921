import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { retryAfter } from "../../api/call";
import { NOTHING_CHOSEN } from "./importChoices";
import { ImportUpload, type Way } from "./importUpload";

const asked: string[] = [];
let answers: Response[] = [];
const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const announced = (): Response => json({ id: "u", upload: { url: "https://bucket.test", fields: { key: "k" } } }, 201);
const run = (state: string): Response => json({ id: "i", state, problems: [] });

const small = new Blob(["email\n"]);
const large = (): Blob => new Blob([new Uint8Array(5_000_001)]);
const ways: Way[] = [];
const how = { tell: (way: Way) => void ways.push(way), signal: new AbortController().signal };
const posted = vi.fn();

function sender(status = 204): ImportUpload {
  return new ImportUpload(async (form, file, sent) => {
    posted(form.url, file.size);
    sent(0.5);
    return status;
  }, 0);
}

beforeEach(() => {
  asked.length = 0;
  ways.length = 0;
  retryAfter([]);
  vi.stubGlobal("fetch", async (url: string, { method }: { method: string }) => {
    asked.push(`${method} ${url}`);
    return answers.shift() ?? json({}, 500);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  posted.mockReset();
});

describe("a file of the directory", () => {
  it("goes with the request where it fits into one", async () => {
    answers = [json({ created: 1 })];
    expect(await sender().look(small, NOTHING_CHOSEN, how)).toEqual({ created: 1 });
    expect(asked).toEqual(["POST /api/people/import?dry_run=true"]);
  });

  it("is uploaded once where it is large, and read by a worker each time", async () => {
    const one = sender();
    const file = large();
    answers = [announced(), run("reading"), run("reading"), run("previewed")];
    expect((await one.look(file, NOTHING_CHOSEN, how)).state).toBe("previewed");
    expect(ways).toEqual([{ sent: 0 }, { sent: 0.5 }, "reading"]);
    answers = [run("reading")];
    expect(await one.import(file, { ...NOTHING_CHOSEN, western: true }, how, 37)).toBe("i");
    expect(posted).toHaveBeenCalledTimes(1);
    expect(asked.at(-1)).toBe(
      "POST /api/people/uploads/u/import?dry_run=false&confirm_leaving=37&charset=windows-1252",
    );
  });

  it("is uploaded after all where it has more rows than a request may", async () => {
    const problem = { type: "t", title: "", status: 413, detail: "", code: "too_many_rows", params: {} };
    answers = [json(problem, 413), announced(), run("refused")];
    expect((await sender().look(small, NOTHING_CHOSEN, how)).state).toBe("refused");
    expect(posted).toHaveBeenCalledWith("https://bucket.test", small.size);
  });

  it("is sent again after an upload that was refused", async () => {
    const file = large();
    const one = sender(403);
    answers = [announced(), announced()];
    await expect(one.look(file, NOTHING_CHOSEN, how)).rejects.toThrow("403");
    await expect(one.look(file, NOTHING_CHOSEN, how)).rejects.toThrow("403");
    expect(posted).toHaveBeenCalledTimes(2);
  });
});
