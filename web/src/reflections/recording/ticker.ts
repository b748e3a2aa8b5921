/** Calls back four times a second, also while nobody sees the page, until the answer is called. */
export function ticking(act: () => void): () => void {
  if (typeof Worker === "undefined") {
    const timer = setInterval(act, 250);
    return () => clearInterval(timer);
  }
  const worker = new Worker(new URL("./tick.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = act;
  return () => worker.terminate();
}
