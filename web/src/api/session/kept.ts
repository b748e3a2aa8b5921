import type { Tokens } from "./oidc";

/** A session as this browser keeps it from page to page. `id` names the sign-in that it came from. */
export interface Kept {
  id: string;
  tokens: Tokens;
  usedAt: number;
}

/** Where a session is kept between pages; nothing of it is readable as text on the device. */
export interface SessionStore {
  read(): Promise<Kept | null>;
  write(kept: Kept): Promise<void>;
  clear(): Promise<void>;
}

/** A session that no one has used for this long is not taken up again: the issuer is asked. */
export const IDLE_AT_MOST = 12 * 3_600_000;
const DATABASE = "throughline-session";
const TABLE = "session";
const KEY = "key";
const SEALED = "sealed";

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Encrypted in IndexedDB, under a key that no script can read out. A browser that forbids it keeps nothing. */
export function openSession(factory: IDBFactory = indexedDB): SessionStore {
  let opened: Promise<IDBDatabase> | undefined;
  const table = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    opened ??= open(factory);
    opened.catch(() => (opened = undefined));
    return (await opened).transaction(TABLE, mode).objectStore(TABLE);
  };
  const get = async <T>(name: string): Promise<T | undefined> =>
    answered((await table("readonly")).get(name) as IDBRequest<T | undefined>);
  const put = async (name: string, value: unknown): Promise<void> =>
    void (await answered((await table("readwrite")).put(value, name)));
  return {
    read: async () => {
      const [key, sealed] = await Promise.all([get<CryptoKey>(KEY), get<Sealed>(SEALED)]);
      if (!key || !sealed) return null;
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
      const kept = JSON.parse(new TextDecoder().decode(text)) as Kept;
      return Date.now() - kept.usedAt < IDLE_AT_MOST ? kept : null;
    },
    write: async (kept) => {
      const key = (await get<CryptoKey>(KEY)) ?? (await newKey());
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(kept));
      await put(KEY, key);
      await put(SEALED, { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) });
    },
    clear: async () => {
      await answered((await table("readwrite")).clear());
    },
  };
}

const newKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  return answered(request);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The device's storage failed"));
  });
}

/** One window at a time: a refresh token is replaced when it is used, and used twice it ends the session. */
export function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request("throughline-session", work) : work();
}
