// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";

import { type Kept, openSession } from "./kept";

const HOUR = 3_600_000;
const issuer = "https://issuer.test";
let asked: string[] = [];
let answer: (url: string) => Response | Promise<Response>;

const token = (claims: object): string => `h.${btoa(JSON.stringify(claims)).replaceAll("=", "")}.s`;
const told = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` };

async function served(url: string): Promise<Response> {
  asked.push(url);
  if (url === "/config.json") return Response.json({ issuer, client_id: "web", scopes: "openid" });
  if (url.endsWith("openid-configuration"))
    return Response.json({
      ...told,
      revocation_endpoint: `${issuer}/revoke`,
      end_session_endpoint: `${issuer}/logout`,
    });
  return answer(url);
}

const kept = (more: Partial<Kept["tokens"]> = {}, id = "one", usedAt = Date.now()): Kept => ({
  id,
  usedAt,
  tokens: { bearer: "old", id: token({ iss: issuer, sub: "ana" }), refresh: "r1", renewAt: Date.now() + HOUR, ...more },
});

type Opened = Awaited<ReturnType<typeof page>>;

/** A fresh page of the client in the same browser. */
async function page() {
  vi.resetModules();
  const { session } = await import("./session");
  const { call } = await import("../call");
  const navigate = vi.fn<(path: string) => void>();
  return { session, call, navigate };
}

/** The browser keeps this session; a page of it starts. */
async function started(one: Kept | null): Promise<Opened> {
  if (one) {
    await openSession().write(one);
    localStorage.setItem("throughline-signed-in", one.id);
  }
  const opened = await page();
  await opened.session.start(opened.navigate);
  return opened;
}

const ofIssuer = (): string[] => asked.filter((url) => url.startsWith(issuer));

beforeEach(async () => {
  asked = [];
  answer = () => Response.json({ access_token: "new", refresh_token: "r2", expires_in: 3600 });
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("fetch", served);
  await openSession().clear();
});
/** Every page of a test listens to the one window that there is. */
let listening: MockInstance<typeof window.addEventListener>;
beforeEach(() => {
  listening = vi.spyOn(window, "addEventListener");
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const [type, listener] of listening.mock.calls) window.removeEventListener(type, listener as EventListener);
  listening.mockRestore();
});

describe("a page that is loaded again", () => {
  it("is signed in without asking the issuer anything", async () => {
    const { session } = await started(kept());
    expect(session.standing).toBe("in");
    expect(ofIssuer()).toEqual([]);
  });

  it("renews a login that has run out meanwhile, and keeps the new one for the next page", async () => {
    const { session } = await started(kept({ renewAt: Date.now() - 1 }));
    expect(session.standing).toBe("in");
    expect(ofIssuer().at(-1)).toBe(`${issuer}/token`);
    expect((await openSession().read())?.tokens).toMatchObject({ bearer: "new", refresh: "r2" });
  });

  it("goes to the issuer where nothing can be renewed any more, and keeps nothing of it", async () => {
    answer = () => Response.json({ error: "invalid_grant" }, { status: 400 });
    const { session } = await started(kept({ renewAt: Date.now() - 1 }));
    expect(session.standing).not.toBe("in");
    expect(sessionStorage.getItem("throughline-sign-in")).toContain("verifier");
    expect(await openSession().read()).toBe(null);
  });

  it("takes up nothing that nobody used for half a day, nor what belongs to another sign-in", async () => {
    expect((await started(kept({}, "one", Date.now() - 13 * HOUR))).session.standing).not.toBe("in");
    await openSession().write(kept());
    localStorage.setItem("throughline-signed-in", "two");
    const { session, navigate } = await page();
    await session.start(navigate);
    expect(session.standing).not.toBe("in");
  });

  it("is out where nobody is signed in, whatever is left on the device", async () => {
    await openSession().write(kept());
    const { session, navigate } = await page();
    await session.start(navigate);
    expect(session.standing).toBe("out");
  });
});

describe("what is kept on the device", () => {
  it("is readable as text nowhere, and its key leaves it for no script", async () => {
    await openSession().write(kept({ bearer: "bearer-text", refresh: "refresh-text" }));
    const database = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open("throughline-session");
      opening.onsuccess = () => done(opening.result);
    });
    const all = await new Promise<{ data?: ArrayBuffer }[]>((done) => {
      const reading = database.transaction("session").objectStore("session").getAll();
      reading.onsuccess = () => done(reading.result as { data?: ArrayBuffer }[]);
    });
    const key = all.find((one) => one instanceof CryptoKey) as unknown as CryptoKey;
    expect(key.extractable).toBe(false);
    const text = all.map((one) => (one.data ? new TextDecoder().decode(one.data) : "")).join();
    expect(text).not.toContain("-text");
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain("-text");
  });

  it("is gone after signing out, and the issuer is told that its refresh token is", async () => {
    const { session } = await started(kept());
    await session.signOut();
    expect(await openSession().read()).toBe(null);
    expect(localStorage.getItem("throughline-signed-in")).toBe(null);
    expect(asked).toContain(`${issuer}/revoke`);
  });
});

describe("two windows", () => {
  const heard = (newValue: string | null): boolean =>
    window.dispatchEvent(new StorageEvent("storage", { key: "throughline-signed-in", newValue }));

  it("renew once: the second takes what the first got", async () => {
    const one = await started(kept());
    const other = await page();
    await other.session.start(other.navigate);
    await one.session.renew();
    await other.session.renew();
    expect(asked.filter((url) => url.endsWith("/token"))).toHaveLength(1);
  });

  it("are both out when one signs out", async () => {
    const { session } = await started(kept());
    const forget = vi.fn<() => Promise<void>>(async () => undefined);
    session.watch(forget);
    localStorage.removeItem("throughline-signed-in");
    heard(null);
    await vi.waitFor(() => expect(session.standing).toBe("out"));
    expect(forget).toHaveBeenCalled();
  });

  it("go on together when the same person signs in again in one of them", async () => {
    const { session } = await started(kept());
    session.watch(async () => undefined);
    const again = kept({ bearer: "newest" }, "two");
    await openSession().write(again);
    localStorage.setItem("throughline-signed-in", "two");
    heard("two");
    await vi.waitFor(async () => {
      await session.renew();
      expect(asked.filter((url) => url.endsWith("/token"))).toHaveLength(1);
      expect((await openSession().read())?.id).toBe("two");
    });
  });

  it("never take up a session of somebody else: the page starts anew", async () => {
    const { session } = await started(kept());
    const reload = vi.fn<() => void>();
    vi.stubGlobal("location", Object.assign({}, location, { pathname: "/", search: "", reload }));
    session.watch(async () => undefined);
    await openSession().write(kept({ id: token({ iss: issuer, sub: "ben" }) }, "two"));
    heard("two");
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  });

  it("take nobody for the same where no token says whose it is", async () => {
    const { session } = await started(kept({ id: null }));
    const reload = vi.fn<() => void>();
    vi.stubGlobal("location", Object.assign({}, location, { pathname: "/", search: "", reload }));
    session.watch(async () => undefined);
    await openSession().write(kept({ id: null, bearer: "other" }, "two"));
    heard("two");
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  });
});
