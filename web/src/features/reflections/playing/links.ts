import { lifetime } from "../lifetime";

/** What a film needs of its links. */
export interface Linked {
  expires_at: string;
}

/** Ask again before a link runs out, by so many ms. */
const SPARE = 10_000;
/** A film that breaks so often without having moved is not helped by fresh links. */
const MOST = 3;

/** Fetches fresh links when they have run out, or when a film breaks; gives up where that does not help. */
export class Links<T extends Linked> {
  private current: T | null = null;
  private asking: Promise<T> | null = null;
  private broken = 0;
  private place = -1;
  private until = 0;

  constructor(
    private readonly ask: () => Promise<T>,
    /** The time of day, as far as it is known here. */
    private readonly today: () => number = () => Date.now(),
    /** A clock that nobody sets. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  get stale(): boolean {
    return !this.current || this.until - this.now() < SPARE;
  }

  /** Links that are good now. */
  good(): Promise<T> {
    return this.current && !this.stale ? Promise.resolve(this.current) : this.fresh();
  }

  /** New links, for any caller in the meantime. */
  fresh(): Promise<T> {
    this.asking ??= this.ask()
      .then((links) => this.keep(links))
      .finally(() => (this.asking = null));
    return this.asking;
  }

  private keep(links: T): T {
    this.until = this.now() + lifetime(links.expires_at, this.today());
    return (this.current = links);
  }

  /** The film broke at this second. Fresh links, or null when it broke there too often. */
  async mend(place: number): Promise<T | null> {
    this.broken = Math.abs(place - this.place) < 1 ? this.broken + 1 : 1;
    this.place = place;
    return this.broken > MOST ? null : this.fresh();
  }

  /** The person asks to try again. */
  forgive(): void {
    this.broken = 0;
  }
}
