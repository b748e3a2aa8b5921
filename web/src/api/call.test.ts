import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { call, retryAfter, signedBy } from "./call";
import { Problem, Unreachable } from "./problem";

interface Asked {
  url: string;
  init: RequestInit & { headers: Record<string, string> };
}

const asked: Asked[] = [];
let answers: (Response | Error)[] = [];

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
const refused = (status: number, code: string, more: object = {}): Response =>
  json({ type: "t", title: "No", status, detail: "Because.", code, ...more }, status, {
    "Content-Type": "application/problem+json",
  });
const path = { review_id: "r/1" };

beforeEach(() => {
  asked.length = 0;
  retryAfter([0, 0]);
  vi.stubGlobal("fetch", async (url: string, init: Asked["init"]) => {
    asked.push({ url, init });
    const next = answers.shift();
    if (!next || next instanceof Error) throw next ?? new TypeError("no answer left");
    return next;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  signedBy(null);
});

describe("a call", () => {
  it("fills the path, asks with what was given, and answers the body with its version", async () => {
    answers = [json({ id: "r" }, 200, { ETag: '"7"' })];
    const told = await call("PUT /reviews/{review_id}/self", { path, body: { answers: { q: "x" } }, match: "6" });
    expect(told).toEqual({ body: { id: "r" }, etag: "7" });
    expect(asked[0]?.url).toBe("/api/reviews/r%2F1/self");
    expect(asked[0]?.init).toMatchObject({
      method: "PUT",
      body: '{"answers":{"q":"x"}}',
      headers: { "If-Match": '"6"' },
    });
  });

  it("leaves out parameters that are not set", async () => {
    answers = [json({ items: [], next: null })];
    await call("GET /reviews", { query: { role: "reviewer", year: 2026 } });
    expect(asked[0]?.url).toBe("/api/reviews?role=reviewer&year=2026");
  });

  it("throws what a problem document says, field by field", async () => {
    answers = [refused(422, "invalid", { errors: [{ pointer: "/until", detail: "Too early." }] })];
    const given = { path, body: { side: "self" as const, until: "2026-01-01" } };
    const problem = await call("POST /reviews/{review_id}/extend", given).catch((reason: unknown) => reason);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).about("/until")).toBe("Too early.");
  });

  it("makes a problem of an answer that is none", async () => {
    answers = [new Response("<html>", { status: 502, statusText: "Bad Gateway" })];
    await expect(call("GET /home")).rejects.toMatchObject({ status: 502, code: "http_502" });
  });
});

describe("an answer that is here already", () => {
  it("is asked for by its version, and answered again where nothing has changed", async () => {
    const known = { body: { id: "r" }, etag: "7" };
    answers = [new Response(null, { status: 304, headers: { ETag: '"7"' } })];
    expect(await call("GET /reviews/{review_id}", { path }, { known })).toBe(known);
    expect(asked[0]?.init).toMatchObject({ cache: "no-store", headers: { "If-None-Match": '"7"' } });
  });

  it("is replaced where something has", async () => {
    answers = [json({ id: "r", more: true }, 200, { ETag: '"8"' })];
    const told = await call("GET /reviews/{review_id}", { path }, { known: { body: { id: "r" }, etag: "7" } });
    expect(told).toEqual({ body: { id: "r", more: true }, etag: "8" });
  });
});

describe("a broken connection", () => {
  const broken = (): Error => new TypeError("Failed to fetch");

  it("is tried again, a POST under the same key", async () => {
    answers = [broken(), broken(), json({ id: "r" })];
    await call("POST /reviews/{review_id}/self/share", { path });
    const keys = asked.map(({ init }) => init.headers["Idempotency-Key"]);
    expect(keys.length).toBe(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toBeTruthy();
  });

  it("is told in the end", async () => {
    answers = [broken(), broken(), broken()];
    await expect(call("GET /home")).rejects.toBeInstanceOf(Unreachable);
  });

  it("does not repeat a save, which might have arrived", async () => {
    answers = [broken()];
    const saving = call("PUT /reviews/{review_id}/self", { path, body: { answers: {} }, match: "1" });
    await expect(saving).rejects.toBeInstanceOf(Unreachable);
    expect(asked.length).toBe(1);
  });
});

describe("a login", () => {
  it("that ran out is renewed once, silently", async () => {
    let token = "old";
    signedBy({ bearer: () => token, renew: async () => Boolean((token = "new")), ended: () => undefined });
    answers = [refused(401, "not_authenticated"), json({ tasks: [] })];
    await call("GET /home");
    expect(asked.map(({ init }) => init.headers["Authorization"])).toEqual(["Bearer old", "Bearer new"]);
  });

  it("that cannot be renewed ends", async () => {
    const ended = vi.fn();
    signedBy({ bearer: () => "old", renew: async () => false, ended });
    answers = [refused(401, "not_authenticated")];
    await expect(call("GET /home")).rejects.toMatchObject({ status: 401 });
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe("a save while the page goes away", () => {
  const save = (text: string): Promise<unknown> =>
    call("PUT /reviews/{review_id}/notes", { path, body: { text }, match: "1" }, { leaving: true });

  it("outlives the page, unless it is larger than browsers let through", async () => {
    answers = [json({}), json({})];
    await save("short");
    await save("x".repeat(70_000));
    expect(asked.map(({ init }) => init.keepalive)).toEqual([true, false]);
  });
});
