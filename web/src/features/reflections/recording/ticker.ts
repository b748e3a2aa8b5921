/** Four times a second. */
const PERIOD = 250;

/**
 * Calls back four times a second, also while nobody sees the page, until the answer is called. Where the worker cannot
 * be loaded, as without a network, the page's own timer does it.
 */
export function ticking(act: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined = setInterval(act, PERIOD);
  const worker = new Worker(new URL("./tick.worker.ts", import.meta.url), { type: "module" });
  worker.onerror = (event) => event.preventDefault();
  worker.onmessage = () => {
    clearInterval(timer);
    timer = undefined;
    act();
  };
  return () => {
    clearInterval(timer);
    worker.terminate();
  };
}
