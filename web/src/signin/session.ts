import { signedBy } from "../api/call";
import { addressOf, begin, endAddress, finish, renewed, RETURN_PATH, SignInFailed, type Tokens } from "./oidc";

/** `out`: nobody. `ended`: somebody was, and the login ran out while the page is open. */
export type Standing = "waiting" | "out" | "in" | "ended" | "failed";

/** In the browser's storage stands only that somebody is signed in; no token is ever stored. Its end is told to all windows. */
const HINT = "throughline-signed-in";

/** The login of this window: tokens in memory, renewed silently, gone with the page. */
class Session {
  standing: Standing = "waiting";
  reason: Error | null = null;
  private tokens: Tokens | null = null;
  private renewing: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private forget: () => Promise<void> = async () => undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** `forget`: what has to be gone before anybody else sits here. Signing out in one window signs out all of them. */
  watch(forget: () => Promise<void>): void {
    this.forget = forget;
    window.addEventListener("storage", ({ key, newValue }) => {
      if (key === HINT && newValue === null && this.tokens) void this.leave();
    });
    // A page that the browser kept whole while the issuer was asked: somebody went back instead of signing in.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted && this.standing === "waiting") this.become("out");
    });
  }

  /** At the start of the page: come back from the issuer, go there after a reload or in a new window, or wait to be asked. */
  async start(navigate: (path: string) => void): Promise<void> {
    signedBy({ bearer: () => this.tokens?.bearer ?? null, renew: () => this.renew(), ended: () => this.end() });
    if (location.pathname === RETURN_PATH) return this.comeBack(navigate);
    if (localStorage.getItem(HINT)) return this.signIn(undefined, (address) => location.replace(address));
    this.become("out");
  }

  /** Go to the issuer and come back to where we are. */
  async signIn(back = location.pathname + location.search, go?: (address: string) => void): Promise<void> {
    this.become("waiting");
    try {
      await begin(back === RETURN_PATH ? "/" : back, go);
    } catch (reason) {
      this.fail(reason);
    }
  }

  async signOut(): Promise<void> {
    location.assign((await this.signedOut()) ?? "/");
  }

  /** Sign out at the issuer, too; one that cannot be signed out of is asked for another login at once. */
  async useAnother(): Promise<void> {
    const address = await this.signedOut();
    if (address) return location.assign(address);
    this.become("waiting");
    await begin("/", undefined, true).catch((reason: unknown) => this.fail(reason));
  }

  /** The address that whoever is signed in came with. */
  address(): string {
    return addressOf(this.tokens);
  }

  /** Nobody is signed in here any more; where the issuer signs out, if it does. */
  private async signedOut(): Promise<string | null> {
    const address = await endAddress(this.tokens).catch(() => null);
    localStorage.removeItem(HINT);
    await this.leave();
    return address;
  }

  /** Nobody is here any more: not in memory, not on the device, and not on the page that "back" would show again. */
  private async leave(): Promise<void> {
    clearTimeout(this.timer);
    this.tokens = null;
    await this.forget();
    this.become("out");
  }

  /** Renew once, whoever asks meanwhile; whether it worked. */
  renew(): Promise<boolean> {
    this.renewing ??= this.renewNow().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renewNow(): Promise<boolean> {
    const before = this.tokens;
    if (!before) return false;
    try {
      const fresh = await renewed(before);
      // Signed out meanwhile: the new tokens are nobody's.
      if (this.tokens !== before) return false;
      this.take(fresh);
      return true;
    } catch {
      return false;
    }
  }

  private async comeBack(navigate: (path: string) => void): Promise<void> {
    try {
      const { tokens, back } = await finish(new URLSearchParams(location.search));
      localStorage.setItem(HINT, "yes");
      navigate(back);
      this.take(tokens);
    } catch (reason) {
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
