import { Unreachable } from "../../../api/problem";

/** Sends bytes to a signed address; answers the status. A lost connection is thrown as `Unreachable`. */
export type Put = (url: string, body: Blob, sent: (bytes: number) => void, signal: AbortSignal) => Promise<number>;

/** A connection on which nothing moves for so long is lost, whatever the browser believes. */
const STALLED = 30_000;

/** By XMLHttpRequest, because `fetch` tells nothing about how much has gone. */
export const put: Put = (url, body, sent, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lost = (cause?: unknown): void => reject(new Unreachable(cause));
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), STALLED);
    };
    const stop = (): void => request.abort();
    request.open("PUT", url);
    request.upload.onprogress = ({ loaded }) => {
      alive();
      sent(loaded);
    };
    request.onload = () => resolve(request.status);
    request.onerror = () => lost();
    request.onabort = () => lost(signal.reason);
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop);
    alive();
    request.send(body);
  });
