// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const issuer = "https://issuer.test";
const asked: { url: string; body: URLSearchParams | null }[] = [];
let answer: object = {};
let installed: object = {};

const token = (claims: object): string => `h.${btoa(JSON.stringify(claims)).replaceAll("=", "")}.s`;
const begun = (): { state: string; nonce: string } =>
  JSON.parse(sessionStorage.getItem("throughline-sign-in") ?? "{}") as { state: string; nonce: string };

async function served(url: string, init?: RequestInit): Promise<Response> {
  asked.push({ url, body: (init?.body as URLSearchParams | undefined) ?? null });
  if (url === "/config.json") return Response.json({ issuer, client_id: "web", scopes: "openid email", ...installed });
  if (url.endsWith("openid-configuration"))
    return Response.json({ authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` });
  return Response.json(answer);
}

/** A fresh page of the client. */
async function page(): Promise<typeof import("./oidc")> {
  vi.resetModules();
  return import("./oidc");
}

/** Go to the issuer; answers where to. */
async function away(oidc: typeof import("./oidc"), back: string): Promise<URL> {
  const go = vi.fn<(address: string) => void>();
  await oidc.begin(back, go);
  return new URL(go.mock.calls[0]?.[0] ?? "");
}

beforeEach(() => {
  asked.length = 0;
  installed = {};
  sessionStorage.clear();
  vi.stubGlobal("fetch", served);
});
afterEach(() => vi.unstubAllGlobals());

describe("signing in", () => {
  it("redeems the code with the verifier that it began with, and goes back to where one was", async () => {
    const address = await away(await page(), "/reviews?role=reviewer");
    expect(address.searchParams.get("code_challenge_method")).toBe("S256");
    const { state, nonce } = begun();
    answer = { access_token: "a", id_token: token({ nonce }), refresh_token: "r", expires_in: 3600 };
    const done = await (await page()).finish(new URLSearchParams({ state, code: "c" }));
    expect(done.back).toBe("/reviews?role=reviewer");
    expect(done.tokens).toMatchObject({ bearer: "a", refresh: "r" });
    const sent = asked.at(-1)?.body;
    expect(sent?.get("code")).toBe("c");
    expect(sent?.get("code_verifier")?.length).toBeGreaterThanOrEqual(43);
  });

  it("asks the issuer to say how somebody signed in where the installation wants to know", async () => {
    expect((await away(await page(), "/")).searchParams.has("acr_values")).toBe(false);
    installed = { acr_values: "urn:cognito:loa:1" };
    expect((await away(await page(), "/")).searchParams.get("acr_values")).toBe("urn:cognito:loa:1");
  });

  it("refuses an answer that was not asked for here, or twice", async () => {
    const oidc = await page();
    await away(oidc, "/");
    const answered = new URLSearchParams({ state: "other", code: "c" });
    await expect(oidc.finish(answered)).rejects.toThrow("not_begun_here");
    await expect(oidc.finish(answered)).rejects.toThrow("not_begun_here");
  });

  it("refuses a token that was made for another sign-in", async () => {
    const oidc = await page();
    await away(oidc, "/");
    answer = { access_token: "a", id_token: token({ nonce: "theirs" }) };
    await expect(oidc.finish(new URLSearchParams({ state: begun().state, code: "c" }))).rejects.toThrow("wrong_nonce");
  });

  it("says what the issuer said", async () => {
    const oidc = await page();
    await away(oidc, "/");
    const answered = new URLSearchParams({ state: begun().state, error: "access_denied" });
    await expect(oidc.finish(answered)).rejects.toThrow("access_denied");
  });
});

describe("another account", () => {
  it("is asked for at the issuer, in its own words", async () => {
    const go = vi.fn<(address: string) => void>();
    await (await page()).begin("/", go, true);
    expect(new URL(go.mock.calls[0]?.[0] ?? "").searchParams.get("prompt")).toBe("login");
    expect((await away(await page(), "/")).searchParams.get("prompt")).toBe(null);
  });
});

describe("the address that a login came with", () => {
  const tokens = (bearer: string, id: string | null) => ({ bearer, id, refresh: null, renewAt: 0 });

  it("stands in one of three claims of either token, letters of all kinds in it", async () => {
    const { addressOf } = await page();
    const utf8 = (claims: object) =>
      `h.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims))))}.s`;
    expect(addressOf(tokens("opaque", token({ email: "a@b.test" })))).toBe("a@b.test");
    expect(addressOf(tokens(token({ preferred_username: "u@b.test" }), null))).toBe("u@b.test");
    expect(addressOf(tokens(token({ email: 5, upn: "p@b.test" }), null))).toBe("p@b.test");
    expect(addressOf(tokens(utf8({ email: "zoë@b.test" }), null))).toBe("zoë@b.test");
  });

  it("is none where no token says one", async () => {
    const { addressOf } = await page();
    expect(addressOf(null)).toBe("");
    expect(addressOf(tokens("opaque", "h.bm8=.s"))).toBe("");
    expect(addressOf(tokens(token({}), null))).toBe("");
  });
});

describe("renewing", () => {
  it("keeps what the issuer does not send again", async () => {
    answer = { access_token: "new", expires_in: 3600 };
    const tokens = { bearer: "old", id: "i", refresh: "r", renewAt: 0 };
    expect(await (await page()).renewed(tokens)).toMatchObject({ bearer: "new", id: "i", refresh: "r" });
  });

  it("is not possible without a refresh token", async () => {
    const tokens = { bearer: "old", id: null, refresh: null, renewAt: 0 };
    await expect((await page()).renewed(tokens)).rejects.toThrow("no_refresh_token");
  });
});

describe("renewing where the API takes the id token", () => {
  const exp = (after: number): string => token({ sub: "ana", exp: Date.now() / 1000 + after });

  it("goes on with the id token as long as it is good, where no new one came along", async () => {
    installed = { bearer: "id_token" };
    answer = { access_token: "opaque", expires_in: 3600 };
    const id = exp(900);
    const fresh = await (await page()).renewed({ bearer: id, id, refresh: "r", renewAt: 0 });
    expect(fresh.bearer).toBe(id);
    expect(fresh.renewAt).toBeLessThan(Date.now() + 900_000);
  });

  it("takes the access token when the id token is over", async () => {
    installed = { bearer: "id_token" };
    answer = { access_token: "opaque", expires_in: 3600 };
    const id = exp(60);
    expect((await (await page()).renewed({ bearer: id, id, refresh: "r", renewAt: 0 })).bearer).toBe("opaque");
  });

  it("takes a new id token whenever there is one", async () => {
    installed = { bearer: "id_token" };
    answer = { access_token: "a", id_token: "h.e30.s", expires_in: 3600 };
    const id = exp(900);
    expect((await (await page()).renewed({ bearer: id, id, refresh: "r", renewAt: 0 })).bearer).toBe("h.e30.s");
  });
});
