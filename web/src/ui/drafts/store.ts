import type { Fields } from "./merge";

/** What was written on this device and is not saved yet: the fields, and the version that they were written upon. */
export interface Draft {
  key: string;
  etag: string;
  /** The values that the fields had in that version. */
  base: Fields;
  fields: Fields;
  /** What is under way to the server, and may have arrived. */
  sent?: Fields;
  at: number;
}

/** Keeps drafts; `localStorage` loses the last value when the browser dies, IndexedDB keeps it. */
export interface DraftStore {
  read(key: string): Promise<Draft | undefined>;
  write(draft: Draft): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
  clear(): Promise<void>;
}

const DATABASE = "throughline";
const TABLE = "drafts";

/** The drafts of this device. */
export function openDrafts(factory: IDBFactory = indexedDB): DraftStore {
  let opened: Promise<IDBDatabase> | undefined;
  const database = (): Promise<IDBDatabase> => (opened ??= open(factory));
  const table = async (mode: IDBTransactionMode): Promise<IDBObjectStore> =>
    (await database()).transaction(TABLE, mode).objectStore(TABLE);
  return {
    read: async (key) => answered((await table("readonly")).get(key) as IDBRequest<Draft | undefined>),
    write: async (draft) => void (await answered((await table("readwrite")).put(draft))),
    remove: async (key) => {
      await answered((await table("readwrite")).delete(key));
    },
    keys: async () => (await answered((await table("readonly")).getAllKeys())).map(String),
    clear: async () => {
      await answered((await table("readwrite")).clear());
    },
  };
}

/** Drafts in memory: where a browser forbids IndexedDB, and in tests. */
export function memoryDrafts(): DraftStore {
  const kept = new Map<string, Draft>();
  return {
    read: async (key) => structuredClone(kept.get(key)),
    write: async (draft) => void kept.set(draft.key, structuredClone(draft)),
    remove: async (key) => void kept.delete(key),
    keys: async () => [...kept.keys()],
    clear: async () => kept.clear(),
  };
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "key" });
  return answered(request);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The device's storage failed"));
  });
}
