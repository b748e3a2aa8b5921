import { faster, keepRate, keptRate, nudge, placeOf } from "./instep";
import type { Linked, Links } from "./links";
import type { Span } from "../kinds";

/** A film, and where it is at the moment. */
export interface Film {
  kind: string;
  url: string;
  /** When its first frame was recorded, in ms, on one clock for all films. */
  offset_ms: number;
  /** When it has no picture, in its own time. */
  off?: readonly Span[];
}

export interface Films extends Linked {
  tracks: readonly Film[];
}

/** What the controls show. Times in seconds. */
export interface DeckState {
  playing: boolean;
  waiting: boolean;
  at: number;
  rate: number;
  muted: boolean;
  /** Nothing can be played, and asking for fresh links did not help. */
  broken: boolean;
  ready: boolean;
  /** Whether the second film has a picture for this moment. */
  second: boolean;
}

/** Plays one film, or two in step: the screen leads, and has the sound; the camera follows. */
export class Deck {
  private lead: HTMLVideoElement | null = null;
  private second: HTMLVideoElement | null = null;
  private readonly listeners = new Set<() => void>();
  private state: DeckState = {
    playing: false,
    waiting: false,
    at: 0,
    rate: 1,
    muted: false,
    broken: false,
    ready: false,
    second: true,
  };
  /** So many seconds after the first film the second one begins. */
  private shift = 0;
  private off: readonly Span[] = [];
  private loading = 0;
  /** It was asked to play before it was on the screen. */
  private wanted = false;
  /** Only one is heard at a time. */
  private static heard: Deck | null = null;

  constructor(
    private readonly links: Links<Films>,
    /** Which films there are, the leading one first. */
    readonly kinds: readonly string[],
    private readonly duration: () => number,
    /** Where to begin. */
    begin = 0,
  ) {
    this.state = { ...this.state, at: begin, rate: keptRate() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): DeckState => this.state;

  /** Show the films in these elements until the answer is called. */
  attach(lead: HTMLVideoElement, second: HTMLVideoElement | null): () => void {
    [this.lead, this.second] = [lead, second];
    const over = new AbortController();
    const on = (film: HTMLVideoElement, event: string, act: () => void): void =>
      film.addEventListener(event, act, { signal: over.signal });
    on(lead, "timeupdate", () => this.tick());
    on(lead, "play", () => {
      this.alone();
      this.follow();
      this.set({ playing: true });
    });
    on(lead, "pause", () => {
      second?.pause();
      this.set({ playing: false });
    });
    on(lead, "ended", () => {
      second?.pause();
      this.set({ playing: false, at: this.duration() });
    });
    on(lead, "waiting", () => {
      second?.pause();
      this.set({ waiting: true });
    });
    on(lead, "playing", () => {
      this.follow();
      this.set({ waiting: false });
    });
    on(lead, "canplay", () => this.set({ waiting: false, ready: true }));
    for (const film of second ? [lead, second] : [lead]) on(film, "error", () => void this.mend());
    void this.load(this.links.good(), this.wanted);
    return () => {
      over.abort();
      this.loading += 1;
      for (const film of second ? [lead, second] : [lead]) {
        film.removeAttribute("src");
        film.load();
      }
      [this.lead, this.second] = [null, null];
    };
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else void this.play();
  }

  async play(): Promise<void> {
    const { lead } = this;
    this.wanted = lead === null;
    if (!lead) return;
    if (this.state.at >= this.duration() - 0.05) this.seek(0);
    if (this.links.stale) return this.load(this.links.fresh(), true);
    await lead.play().catch(() => undefined);
  }

  private alone(): void {
    if (Deck.heard !== this) Deck.heard?.pause();
    Deck.heard = this;
  }

  pause(): void {
    this.lead?.pause();
  }

  /** Go to a second. A link that has run out in the meantime is renewed on the way. */
  seek(seconds: number): void {
    const at = Math.max(0, Math.min(seconds, this.duration() || seconds));
    this.set({ at });
    if (this.links.stale) return void this.load(this.links.fresh(), this.state.playing);
    this.place(this.lead, at);
    this.place(this.second, at - this.shift);
    this.align();
  }

  private place(film: HTMLVideoElement | null, at: number): void {
    if (film && film.readyState > 0) film.currentTime = Math.max(0, at);
  }

  by(seconds: number): void {
    this.seek(this.state.at + seconds);
  }

  /** Go to a share of the whole. */
  toShare(share: number): void {
    this.seek(this.duration() * share);
  }

  setRate(rate: number): void {
    keepRate(rate);
    this.set({ rate });
    this.pace();
  }

  faster(by: -1 | 1): void {
    this.setRate(faster(this.state.rate, by));
  }

  toggleMuted(): void {
    this.set({ muted: !this.state.muted });
    if (this.lead) this.lead.muted = this.state.muted;
  }

  /** Try again after everything else has failed. */
  retry(): void {
    this.links.forgive();
    this.set({ broken: false });
    void this.load(this.links.fresh());
  }

  /** A film broke, as it does when its link has run out: fresh links, the same place. */
  private async mend(): Promise<void> {
    const again = this.links.mend(this.state.at);
    const playing = this.state.playing;
    const links = await again.catch(() => null);
    if (!links) {
      this.set({ broken: true, playing: false, waiting: false });
      return;
    }
    await this.load(Promise.resolve(links), playing);
  }

  private async load(asked: Promise<Films>, play = false): Promise<void> {
    const turn = (this.loading += 1);
    this.set({ waiting: true });
    const links = await asked.catch(() => null);
    if (turn !== this.loading || !this.lead) return;
    if (!links) {
      this.set({ broken: true, playing: false, waiting: false });
      return;
    }
    const films = new Map(links.tracks.map((one) => [one.kind, one]));
    const [first, other] = this.kinds.map((kind) => films.get(kind));
    this.shift = ((other?.offset_ms ?? 0) - (first?.offset_ms ?? 0)) / 1000;
    this.off = other?.off ?? [];
    if (this.lead && first) this.put(this.lead, first.url, 0);
    if (this.second && other) this.put(this.second, other.url, this.shift);
    this.lead.muted = this.state.muted;
    this.pace();
    if (play) await this.lead.play().catch(() => undefined);
  }

  /** Another address for a film that stays where it is. */
  private put(film: HTMLVideoElement, url: string, shift: number): void {
    if (film.src === url) return;
    film.src = url;
    const place = (): void => {
      if (this.state.at - shift > 0) film.currentTime = this.state.at - shift;
      this.pace();
      this.align();
    };
    film.addEventListener("loadedmetadata", place, { once: true });
  }

  private pace(): void {
    for (const film of [this.lead, this.second]) if (film) film.playbackRate = this.state.rate;
  }

  /** Where the second film belongs at this moment; null where it has no picture, or is not loaded. */
  private secondPlace(): number | null {
    const { lead, second } = this;
    if (!lead || !second || second.readyState === 0) return null;
    return placeOf(lead.currentTime, this.shift, second.duration, this.off);
  }

  /** The second film plays while it has a picture for the moment, and is shown then only. */
  private align(): void {
    const { second } = this;
    if (!second || second.readyState === 0) return;
    const there = this.secondPlace() !== null;
    if (there && !this.state.second) second.currentTime = this.secondPlace() ?? 0;
    if (there !== this.state.second) this.set({ second: there });
    if (!there) second.pause();
  }

  private follow(): void {
    if (this.secondPlace() !== null) void this.second?.play().catch(() => undefined);
  }

  private tick(): void {
    const { lead, second } = this;
    if (!lead || lead.readyState === 0) return;
    if (!lead.seeking) this.set({ at: lead.currentTime });
    this.align();
    const place = this.secondPlace();
    if (!second || second.readyState < 2 || place === null) return;
    const told = nudge(place, second.currentTime, this.state.rate);
    if ("to" in told) second.currentTime = told.to;
    else second.playbackRate = told.rate;
    if (!lead.paused && second.paused) this.follow();
  }

  private set(changes: Partial<DeckState>): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener();
  }
}
