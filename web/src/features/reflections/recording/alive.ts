import type { SpooledFile } from "./spool";

const NAME = "throughline-take-";
/** Where a browser has no locks: what has not grown for so long belongs to no one anymore. */
const BEAT_LOST = 90_000;

/**
 * Hold a take as long as this window lives, however it ends: another window does not offer it then. Resolves to false
 * where another window holds it.
 */
export function hold(take: string): Promise<{ let_go: () => void } | null> {
  if (!navigator.locks) return Promise.resolve({ let_go: () => undefined });
  return new Promise((resolve, reject) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise((over) => resolve({ let_go: over }));
    };
    navigator.locks.request(NAME + take, { ifAvailable: true }, held).catch(reject);
  });
}

/** Whether some window is working on it. */
export async function isAlive(take: string, files: readonly SpooledFile[]): Promise<boolean> {
  if (!navigator.locks) return files.some(({ beatAt }) => Date.now() - beatAt < BEAT_LOST);
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === NAME + take);
}
