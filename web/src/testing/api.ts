import { onTestFinished, vi } from "vitest";

import type { Answer, Route } from "../api/call";
import { retryAfter } from "../api/call";

/** What a component asked of the API. */
export interface Asked {
  route: Route;
  path: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  /** The version in If-Match. */
  match: string | null;
}

/** What the API says no with. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    /** More of the problem document: `errors`, `params`, `ask`. */
    readonly more: object = {},
  ) {}
}

/** What the fake API answers: by route, the answer itself, or what makes one of what was asked. `undefined` is "no content". */
export type Answers = { [R in Route]?: Answer<R> | Refusal | ((asked: Asked) => Answer<R> | Refusal) };

/** A page of a list, complete. */
export const listed = <T = never>(...items: T[]): { items: T[]; next: null } => ({ items, next: null });

/** Answer in the API's place for this test. A route without an answer fails the test. The calls that were made, the newest last. */
export function fakeApi(answers: Answers): Asked[] {
  const calls: Asked[] = [];
  const unanswered: string[] = [];
  retryAfter([]);
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const asked = readAsked(answers, new URL(input, "http://app.test"), init);
    if (!asked) {
      unanswered.push(`${init.method ?? "GET"} ${input}`);
      throw new TypeError("no answer");
    }
    calls.push(asked);
    return response(answers[asked.route], asked);
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    if (unanswered.length > 0) throw new Error(`The fake API has no answer for ${unanswered.join(", ")}`);
  });
  return calls;
}

function readAsked(answers: Answers, url: URL, init: RequestInit): Asked | null {
  for (const route of Object.keys(answers) as Route[]) {
    const [method, pattern = ""] = route.split(" ");
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const found = new RegExp(`^/api${pattern.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(url.pathname);
    if (!found || method !== (init.method ?? "GET")) continue;
    return {
      route,
      path: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? "")])),
      query: Object.fromEntries(url.searchParams),
      body: typeof init.body === "string" && init.body.startsWith("{") ? (JSON.parse(init.body) as unknown) : init.body,
      match: new Headers(init.headers).get("If-Match")?.replaceAll('"', "") ?? null,
    };
  }
  return null;
}

function response(answer: unknown, asked: Asked): Response {
  const said: unknown = typeof answer === "function" ? (answer as (asked: Asked) => unknown)(asked) : answer;
  if (said instanceof Refusal) {
    const { status, code, more } = said;
    const document = { type: "about:blank", title: code, detail: code, params: {}, status, code, ...more };
    return Response.json(document, { status, headers: { "Content-Type": "application/problem+json" } });
  }
  if (said === undefined) return new Response(null, { status: 204 });
  return Response.json(said, { headers: { ETag: '"1"' } });
}
