/** Frames a second, from what is asked of every device to what a line takes that takes hardly anything. */
export const RATES = [24, 12, 6, 3, 1] as const;
/** So long the rest may take to go, ms: beyond the first there are fewer frames, below the second there may be more. */
const BEHIND = 8_000;
const CAUGHT_UP = 2_000;
/** What was changed shows after so long; better is tried again after this. In ms. */
const SHOWS = 4_000;
const AGAIN = 20_000;

/** How many frames a second are recorded, so that what is recorded can go over the line at once. */
export class Rate {
  private step = 0;
  private since = -Infinity;

  get frames(): number {
    return RATES[this.step] ?? 1;
  }

  /** Whether there are fewer than there could be. */
  get reduced(): boolean {
    return this.step > 0;
  }

  /** `left`: how long it will take until all that is there has gone, ms. True where there are other frames from now on. */
  follow(left: number, now: number): boolean {
    const quiet = now - this.since;
    if (left > BEHIND && quiet >= SHOWS && this.step < RATES.length - 1) this.step += 1;
    else if (left < CAUGHT_UP && quiet >= AGAIN && this.step > 0) this.step -= 1;
    else return false;
    this.since = now;
    return true;
  }
}
