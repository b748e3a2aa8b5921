import { type Config, config } from "./config";

/** What the issuer gave us. */
export interface Tokens {
  bearer: string;
  id: string | null;
  refresh: string | null;
  /** When to renew, in ms of this device's clock. */
  renewAt: number;
}

interface Discovered {
  authorization_endpoint: string;
  token_endpoint: string;
  end_session_endpoint?: string;
  revocation_endpoint?: string;
}

interface Answered {
  access_token: string;
  id_token?: string;
  refresh_token?: string;
  expires_in?: number;
}

interface Begun {
  state: string;
  verifier: string;
  nonce: string;
  back: string;
}

/** Signing in did not work; `code` is the issuer's word for why. */
export class SignInFailed extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Google knows no `prompt=login`; the others know no choice of an account. */
const CHOOSES_ACCOUNTS = "accounts.google.com";
const BEGUN = "throughline-sign-in";
/** How long before its end a login is renewed. */
const SOON = 120_000;
/** How long the issuer may take: other windows wait for the one that renews. */
const PATIENCE = 20_000;
export const RETURN_PATH = "/signed-in";

/** Go to the issuer; it comes back to `RETURN_PATH`, and from there to `back`. `another`: someone else is to sign in. */
export async function begin(
  back: string,
  go = (address: string) => location.assign(address),
  another = false,
): Promise<void> {
  const told = await config();
  const { authorization_endpoint } = await discover(told);
  const begun: Begun = { state: random(), verifier: random() + random(), nonce: random(), back };
  sessionStorage.setItem(BEGUN, JSON.stringify(begun));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: told.client_id,
    redirect_uri: returnAddress(),
    scope: told.scopes,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: await challenge(begun.verifier),
    code_challenge_method: "S256",
  });
  if (told.acr_values) query.set("acr_values", told.acr_values);
  if (another) query.set("prompt", told.issuer.includes(CHOOSES_ACCOUNTS) ? "select_account" : "login");
  go(`${authorization_endpoint}?${query}`);
}

/** Redeem what the issuer sent back. */
export async function finish(answer: URLSearchParams): Promise<{ tokens: Tokens; back: string }> {
  const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? "null") as Begun | null;
  sessionStorage.removeItem(BEGUN);
  if (answer.get("state") !== begun?.state) throw new SignInFailed("not_begun_here");
  const code = answer.get("code");
  if (!code) throw new SignInFailed(answer.get("error") ?? "no_code");
  const tokens = await redeemed({
    grant_type: "authorization_code",
    code,
    redirect_uri: returnAddress(),
    code_verifier: begun.verifier,
  });
  if (tokens.id && claims(tokens.id)["nonce"] !== begun.nonce) throw new SignInFailed("wrong_nonce");
  return { tokens, back: begun.back };
}

/** New tokens for a login that runs out. Where the API takes the id token and none came along, the one that there is goes
 * on as long as it is good, and is renewed with the next. */
export async function renewed(tokens: Tokens): Promise<Tokens> {
  if (!tokens.refresh) throw new SignInFailed("no_refresh_token");
  const fresh = await redeemed({ grant_type: "refresh_token", refresh_token: tokens.refresh });
  const kept = { ...fresh, refresh: fresh.refresh ?? tokens.refresh, id: fresh.id ?? tokens.id };
  if (fresh.id || tokens.bearer !== tokens.id) return kept;
  const left = (Number(claimsOrNone(tokens.bearer)["exp"]) || 0) * 1000 - Date.now();
  return left > SOON ? { ...kept, bearer: tokens.bearer, renewAt: Date.now() + left - SOON } : kept;
}

/** The refresh token is good for nothing anymore, where the issuer can be told so. No one waits for it. */
export async function revoke(tokens: Tokens | null): Promise<void> {
  const told = await config();
  const { revocation_endpoint: endpoint } = await discover(told);
  if (!endpoint || !tokens?.refresh) return;
  const body = new URLSearchParams({ token: tokens.refresh, client_id: told.client_id });
  void fetch(endpoint, { method: "POST", body, keepalive: true }).catch(() => undefined);
}

/** Whose login this is, as the issuer names them; "" where no token says it. */
export function subjectOf(tokens: Tokens): string {
  for (const token of [tokens.id, tokens.bearer]) {
    const { iss, sub } = token ? claimsOrNone(token) : {};
    if (typeof sub === "string") return `${String(iss)} ${sub}`;
  }
  return "";
}

/** Where signing out at the issuer goes, which comes back to the start of the client. */
export async function endAddress(tokens: Tokens | null): Promise<string | null> {
  const told = await config();
  const { end_session_endpoint } = await discover(told);
  if (!end_session_endpoint) return null;
  const home = `${location.origin}/`;
  const query = new URLSearchParams({ client_id: told.client_id, post_logout_redirect_uri: home, logout_uri: home });
  if (tokens?.id) query.set("id_token_hint", tokens.id);
  return `${end_session_endpoint}?${query}`;
}

async function redeemed(grant: Record<string, string>): Promise<Tokens> {
  const told = await config();
  const { token_endpoint } = await discover(told);
  const response = await fetch(token_endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...grant, client_id: told.client_id }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) {
    const said = (await response.json().catch(() => ({}))) as { error?: string };
    throw new SignInFailed(said.error ?? `http_${response.status}`);
  }
  return tokensOf((await response.json()) as Answered, told);
}

function tokensOf(answered: Answered, told: Config): Tokens {
  const id = answered.id_token ?? null;
  const lasts = (answered.expires_in ?? 3600) * 1000;
  return {
    bearer: told.bearer === "id_token" && id ? id : answered.access_token,
    id,
    refresh: answered.refresh_token ?? null,
    renewAt: Date.now() + Math.max(lasts - SOON, lasts / 2),
  };
}

let discovered: Promise<Discovered> | undefined;

function discover(told: Config): Promise<Discovered> {
  discovered ??= fetch(`${told.issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(PATIENCE),
  }).then((response) => {
    if (!response.ok) throw new SignInFailed(`discovery_${response.status}`);
    return response.json() as Promise<Discovered>;
  });
  discovered.catch(() => (discovered = undefined));
  return discovered;
}

const returnAddress = (): string => `${location.origin}${RETURN_PATH}`;

function random(): string {
  return base64(crypto.getRandomValues(new Uint8Array(32)));
}

async function challenge(verifier: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The address that a login came with; "" where it names none. */
export function addressOf(tokens: Tokens | null): string {
  for (const token of [tokens?.bearer, tokens?.id]) {
    const said = token ? claimsOrNone(token) : {};
    const found = [said["email"], said["preferred_username"], said["upn"]].find(
      (one): one is string => typeof one === "string",
    );
    if (found) return found;
  }
  return "";
}

/** An access token may be no JWT at all. */
function claimsOrNone(token: string): Record<string, unknown> {
  try {
    return claims(token) ?? {};
  } catch {
    return {};
  }
}

function claims(token: string): Record<string, unknown> {
  const middle = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(middle), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}
