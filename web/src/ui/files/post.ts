import { Unreachable } from "../../api/problem";

/** A form that is signed for exactly one object. */
export interface Form {
  url: string;
  fields: Readonly<Record<string, string>>;
}

/** Sends a file by a signed form; answers the status. A lost connection is thrown as `Unreachable`. */
export type Post = (form: Form, file: Blob, sent: (share: number) => void, signal: AbortSignal) => Promise<number>;

/** A connection on which nothing moves for so long is lost, whatever the browser believes. */
const STALLED = 30_000;

/** By XMLHttpRequest, because `fetch` tells nothing about how much has gone. */
export const post: Post = ({ url, fields }, file, sent, signal) =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    // S3 reads nothing behind the file.
    form.set("file", file);
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => request.abort();
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(stop, STALLED);
    };
    request.open("POST", url);
    request.upload.onprogress = ({ loaded, total }) => {
      alive();
      sent(total > 0 ? loaded / total : 0);
    };
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(new Unreachable(null));
    request.onabort = () => reject(new Unreachable(signal.reason));
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop);
    alive();
    request.send(form);
  });
