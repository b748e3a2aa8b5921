/** Where recordings are kept on this device until the server has all of them. */
export const RECORDINGS = "throughline-recordings";

/** Remove all of them, also where the part of the client that makes them was never loaded. */
export function forgetRecordings(): Promise<void> {
  if (typeof indexedDB === "undefined") return Promise.resolve();
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(RECORDINGS);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
