/** How long a link lives, in ms, where this device's clock is so wrong that it cannot tell. */
const LIFE = 4 * 60_000;
const [SHORTEST, LONGEST] = [30_000, 3_600_000];

/** So many ms a link is good that was just given: it says until when by the server's clock, which need not be this one. */
export function lifetime(expiresAt: string, today: number): number {
  const left = Date.parse(expiresAt) - today;
  return left >= SHORTEST && left <= LONGEST ? left : LIFE;
}

/** Until when links are good that were given at once, `now`. */
export const goodUntil = ([one]: readonly { expires_at: string }[], now: number): number =>
  one ? now + lifetime(one.expires_at, now) : now;
