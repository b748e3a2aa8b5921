import { signedBy } from "../api/call";
import { begin, endAddress, finish, renewed, RETURN_PATH, SignInFailed, type Tokens } from "./oidc";

/** `out`: nobody. `ended`: somebody was, and the login ran out while the page is open. */
export type Standing = "waiting" | "out" | "in" | "ended" | "failed";

/** Only that somebody was signed in on this tab; no token is ever stored. */
const HINT = "throughline-signed-in";

/** The login of this window: tokens in memory, renewed silently, gone with the page. */
class Session {
  standing: Standing = "waiting";
  reason: Error | null = null;
  private tokens: Tokens | null = null;
  private renewing: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** At the start of the page: come back from the issuer, go there again after a reload, or wait to be asked. */
  async start(navigate: (path: string) => void): Promise<void> {
    signedBy({ bearer: () => this.tokens?.bearer ?? null, renew: () => this.renew(), ended: () => this.end() });
    if (location.pathname === RETURN_PATH) return this.comeBack(navigate);
    if (sessionStorage.getItem(HINT)) return this.signIn();
    this.become("out");
  }

  /** Go to the issuer and come back to where we are. */
  async signIn(back = location.pathname + location.search): Promise<void> {
    this.become("waiting");
    try {
      await begin(back === RETURN_PATH ? "/" : back);
    } catch (reason) {
      this.fail(reason);
    }
  }

  async signOut(): Promise<void> {
    const address = await endAddress(this.tokens).catch(() => null);
    clearTimeout(this.timer);
    sessionStorage.removeItem(HINT);
    this.tokens = null;
    location.assign(address ?? "/");
  }

  /** Renew once, whoever asks meanwhile; whether it worked. */
  renew(): Promise<boolean> {
    this.renewing ??= this.renewNow().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renewNow(): Promise<boolean> {
    if (!this.tokens) return false;
    try {
      this.take(await renewed(this.tokens));
      return true;
    } catch {
      return false;
    }
  }

  private async comeBack(navigate: (path: string) => void): Promise<void> {
    try {
      const { tokens, back } = await finish(new URLSearchParams(location.search));
      sessionStorage.setItem(HINT, "yes");
      navigate(back);
      this.take(tokens);
    } catch (reason) {
      sessionStorage.removeItem(HINT);
      navigate("/");
      if (reason instanceof SignInFailed && reason.code === "not_begun_here") this.become("out");
      else this.fail(reason);
    }
  }

  private take(tokens: Tokens): void {
    this.tokens = tokens;
    clearTimeout(this.timer);
    // A timer holds at most 24.8 days.
    this.timer = setTimeout(() => void this.renew(), Math.min(tokens.renewAt - Date.now(), 2 ** 31 - 1));
    this.become("in");
  }

  private end(): void {
    if (this.standing === "in") this.become("ended");
  }

  private fail(reason: unknown): void {
    this.reason = reason instanceof Error ? reason : new Error(String(reason));
    this.become("failed");
  }

  private become(standing: Standing): void {
    this.standing = standing;
    for (const listener of this.listeners) listener();
  }
}

export const session = new Session();
