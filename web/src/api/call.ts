import type { Routes } from "./contract";
import { problemOf, Unreachable } from "./problem";

export type Route = keyof Routes;
export type GetRoute = Extract<Route, `GET ${string}`>;
export type Answer<R extends Route> = Routes[R]["answer"];

/** What a route takes, from the contract: nothing more, nothing less. `match` becomes If-Match. */
export type Given<R extends Route> = Needed<"path", Routes[R]["path"]> &
  Needed<"query", Routes[R]["query"]> &
  Needed<"body", Sent<Routes[R]["body"]>> &
  (Routes[R]["match"] extends true ? { match: string } : { match?: never });

/** A text may be sent as the file that it stands in. */
type Sent<Body> = [Body] extends [string] ? string | Blob : Body;

// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- nothing at all is what fits such a kind
type AllOptional<Kind> = Record<never, never> extends Kind ? true : false;

type Needed<Name extends string, Kind> = [Kind] extends [undefined]
  ? Partial<Record<Name, never>>
  : AllOptional<Kind> extends true
    ? Partial<Record<Name, Kind>>
    : Record<Name, Kind>;

export type Arguments<R extends Route> =
  AllOptional<Given<R>> extends true ? [given?: Given<R>, how?: How] : [given: Given<R>, how?: How];

/** How a call is made. `leaving`: the page goes away, the request is to outlive it. */
export interface How {
  signal?: AbortSignal;
  leaving?: boolean;
  /** The Idempotency-Key of a POST; a fresh one where it is left out. */
  key?: string;
  /** What a text is; CSV where it is left out. */
  media?: string;
  /** The answer that is here already: where its version is still the one, nothing is sent, and this is answered. */
  known?: ApiAnswer<unknown> | undefined;
}

/** An answer with the version that it shows. */
export interface ApiAnswer<T> {
  body: T;
  etag: string | null;
}

/** Who signs requests, and what renews a login that ran out. */
export interface Login {
  bearer(): string | null;
  renew(): Promise<boolean>;
  ended(): void;
}

/** Browsers refuse to let more than 64 KiB outlive a page; text may take three bytes a letter, so this is half of it. */
const KEEPALIVE_AT_MOST = 30_000;
const FOREIGN = "issuer_not_allowed";
const nobody: Login = { bearer: () => null, renew: async () => false, ended: () => undefined };
let login = nobody;
let pauses: readonly number[] = [400, 1600];

/** Make calls in the name of this login. */
export function signedBy(one: Login | null): void {
  login = one ?? nobody;
}

/** How long to wait before each repetition, in ms; tests set none. */
export function retryAfter(milliseconds: readonly number[]): void {
  pauses = milliseconds;
}

/** Ask the API. Refusals are thrown as `Problem`, a lost network as `Unreachable`. */
export async function call<R extends Route>(route: R, ...[given, how]: Arguments<R>): Promise<ApiAnswer<Answer<R>>> {
  const [method, path] = route.split(" ") as [string, string];
  const parts: Parts = given ?? {};
  const request = { method, url: address(path, parts), init: initial(method, parts, how ?? {}) };
  let response = await sent(request);
  if (response.status === 401 && (await login.renew())) response = await sent(request);
  if (response.status === 304 && how?.known) return how.known as ApiAnswer<Answer<R>>;
  if (!response.ok) {
    const problem = await problemOf(response);
    // A login of a service that is not accepted here does not get better by signing in again.
    if (problem.status === 401 && problem.code !== FOREIGN) login.ended();
    throw problem;
  }
  return { body: (await content(response)) as Answer<R>, etag: bare(response.headers.get("ETag")) };
}

interface Parts {
  path?: object;
  query?: object;
  body?: unknown;
  match?: string;
}

interface Sendable {
  method: string;
  url: string;
  init: RequestInit & { headers: Record<string, string> };
}

function address(path: string, { path: names = {}, query = {} }: Parts): string {
  const values = names as Record<string, string>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return `/api${filled}${search && `?${search}`}`;
}

function initial(
  method: string,
  { body, match }: Parts,
  { signal, leaving, key, media = "text/csv", known }: How,
): Sendable["init"] {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (match !== undefined) headers["If-Match"] = `"${match}"`;
  if (method === "POST") headers["Idempotency-Key"] = key ?? crypto.randomUUID();
  const init: Sendable["init"] = { method, headers };
  if (known?.etag) {
    headers["If-None-Match"] = `"${known.etag}"`;
    // The browser's own cache would answer in the place of the server.
    init.cache = "no-store";
  }
  if (signal) init.signal = signal;
  if (body === undefined) return init;
  headers["Content-Type"] = typeof body === "string" || body instanceof Blob ? media : "application/json";
  if (body instanceof Blob) return { ...init, body };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { ...init, body: text, keepalive: leaving === true && text.length < KEEPALIVE_AT_MOST };
}

/** Reads, and POSTs under one key, are repeated over a broken connection; a PUT's fate is for its writer to find out. */
async function sent({ method, url, init }: Sendable): Promise<Response> {
  const token = login.bearer();
  const headers = token
    ? { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` }
    : init.headers;
  const waits = (method === "GET" || method === "POST") && !init.keepalive ? pauses : [];
  for (let turn = 0; ; turn += 1) {
    try {
      return await fetch(url, { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      const pause = waits[turn];
      if (pause === undefined) throw new Unreachable(cause);
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}

async function content(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const json = (response.headers.get("Content-Type") ?? "").includes("json");
  return json ? await response.json() : await response.text();
}

function bare(etag: string | null): string | null {
  return etag?.replace(/^W\//, "").replaceAll('"', "") ?? null;
}
