import { signedBy } from "../call";
import { config } from "./config";
import { exclusively, type Kept, openSession, type SessionStore } from "./kept";
import {
  addressOf,
  begin,
  endAddress,
  finish,
  renewed,
  RETURN_PATH,
  revoke,
  SignInFailed,
  subjectOf,
  type Tokens,
} from "./oidc";

/** `starting`: no one knows yet. `waiting`: on the way to the issuer. `out`: no one. `ended`: someone was, and the login ran
 * out while the page is open. */
export type Standing = "starting" | "waiting" | "out" | "in" | "ended" | "failed";

/** Which sign-in this browser is in, for all its windows: absent, no one is signed in. It is a random name, no token. */
const HINT = "throughline-signed-in";

/** The session of this browser: kept encrypted from page to page, renewed silently, over in all windows at once. */
class Session {
  standing: Standing = "starting";
  reason: Error | null = null;
  /** Signed in on this very page: signing in again would change nothing about what the API says of it. */
  fresh = false;
  private kept: Kept | null = null;
  private renewing: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private forget: () => Promise<void> = async () => undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly store: SessionStore) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** `forget`: what has to be gone before anybody else sits here. Signing out in one window signs out all of them. */
  watch(forget: () => Promise<void>): void {
    this.forget = forget;
    window.addEventListener("storage", ({ key, newValue }) => {
      if (key === HINT) void this.heard(newValue);
    });
    // A page that the browser kept whole while the issuer was asked: someone went back instead of signing in.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted && this.standing === "waiting") this.become("out");
    });
  }

  /** At the start of the page: come back from the issuer, take up the session that is kept, or wait to be asked. */
  async start(navigate: (path: string) => void): Promise<void> {
    signedBy({ bearer: () => this.kept?.tokens.bearer ?? null, renew: () => this.renew(), ended: () => this.end() });
    if (location.pathname === RETURN_PATH) return this.comeBack(navigate);
    const hint = localStorage.getItem(HINT);
    if (!hint) {
      this.become("out");
      return;
    }
    // The clock of the server is needed before anything is shown; without a network, what is kept may do all the same.
    const [kept] = await Promise.all([this.stored(hint), config().catch(() => null)]);
    if (kept && (await this.resume(kept))) return;
    return this.signIn(undefined, (address) => location.replace(address));
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
    if (address) {
      location.assign(address);
      return;
    }
    this.become("waiting");
    await begin("/", undefined, true).catch((reason: unknown) => this.fail(reason));
  }

  /** The address that the person who is signed in came with. */
  address(): string {
    return addressOf(this.tokens);
  }

  private get tokens(): Tokens | null {
    return this.kept?.tokens ?? null;
  }

  /** No one is signed in here anymore; where the issuer signs out, if it does. */
  private async signedOut(): Promise<string | null> {
    const tokens = this.tokens;
    localStorage.removeItem(HINT);
    await revoke(tokens).catch(() => undefined);
    const address = await endAddress(tokens).catch(() => null);
    await this.leave();
    return address;
  }

  /** No one is here anymore: not in memory, not on the device, and not on the page that "back" would show again. */
  private async leave(): Promise<void> {
    clearTimeout(this.timer);
    this.kept = null;
    await this.store.clear().catch(() => undefined);
    await this.forget();
    this.become("out");
  }

  /** Another window has signed out, or in: as the same person it is this window's session, too; as another, we start again. */
  private async heard(hint: string | null): Promise<void> {
    if (hint === null) {
      if (this.kept) await this.leave();
      return;
    }
    if (hint === this.kept?.id || this.standing === "waiting" || this.standing === "starting") return;
    const theirs = await this.stored(hint);
    if (this.kept && !(theirs && isSamePerson(theirs.tokens, this.kept.tokens))) {
      location.reload();
      return;
    }
    if (theirs) this.take(theirs);
  }

  /** What is kept of this sign-in. */
  private async stored(id: string): Promise<Kept | null> {
    const found = await this.store.read().catch(() => null);
    return found?.id === id ? found : null;
  }

  /** Whether a kept session is good, or could be renewed. */
  private async resume(kept: Kept): Promise<boolean> {
    if (kept.tokens.renewAt > Date.now()) {
      this.take(kept);
      return true;
    }
    this.kept = kept;
    if (await this.renew()) return true;
    this.kept = null;
    return false;
  }

  /** Renew once, for any caller in the meantime; whether it worked. */
  renew(): Promise<boolean> {
    this.renewing ??= this.renewNow().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renewNow(): Promise<boolean> {
    const before = this.kept;
    if (!before) return false;
    const fresh = await exclusively(() => this.newer(before)).catch(() => null);
    // Signed out in the meantime: the new tokens are no one's.
    if (!fresh || this.kept !== before) return false;
    this.take(fresh);
    return true;
  }

  /** What another window has renewed already, or the issuer renews now. */
  private async newer(before: Kept): Promise<Kept | null> {
    const stored = await this.stored(before.id);
    if (stored && stored.tokens.bearer !== before.tokens.bearer) return stored;
    try {
      const kept = { ...before, tokens: await renewed(before.tokens), usedAt: Date.now() };
      return (await this.keep(kept)) ? kept : null;
    } catch (reason) {
      if (reason instanceof SignInFailed && stored) await this.store.clear();
      throw reason;
    }
  }

  /** Keep it for other pages, unless it is over by now; whether it goes on. */
  private async keep(kept: Kept): Promise<boolean> {
    const goesOn = (): boolean => localStorage.getItem(HINT) === kept.id;
    if (!goesOn()) return false;
    await this.store.write(kept).catch(() => undefined);
    if (!goesOn()) await this.store.clear().catch(() => undefined);
    return goesOn();
  }

  private async comeBack(navigate: (path: string) => void): Promise<void> {
    try {
      const { tokens, back } = await finish(new URLSearchParams(location.search));
      const kept = { id: crypto.randomUUID(), tokens, usedAt: Date.now() };
      // Other windows read what is kept as soon as they hear of it.
      await this.store.write(kept).catch(() => undefined);
      localStorage.setItem(HINT, kept.id);
      navigate(back);
      this.fresh = true;
      this.take(kept);
    } catch (reason) {
      navigate("/");
      // Gone back to, or asked for by someone else: the person who is signed in stays it.
      if (reason instanceof SignInFailed && reason.code === "not_begun_here") return this.start(navigate);
      this.fail(reason);
    }
  }

  private take(kept: Kept): void {
    this.kept = kept;
    clearTimeout(this.timer);
    // A timer holds at most 24.8 days.
    const wait = Math.min(Math.max(kept.tokens.renewAt - Date.now(), 0), 2 ** 31 - 1);
    this.timer = setTimeout(() => void this.renew(), wait);
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

/** Where no token says whose it is, no one is taken for the same. */
function isSamePerson(one: Tokens, other: Tokens): boolean {
  const subject = subjectOf(one);
  return subject !== "" && subject === subjectOf(other);
}

export const session = new Session(openSession());
