import { RECORDINGS } from "./forget";
import type { ChapterView } from "../../../api/contract";
import type { EndedBy, Span, TrackKind } from "../kinds";

/** One recording: a file, or two that belong together, and what is said about it. */
export interface Take {
  id: string;
  /** Who records. No one else is offered it, also on the same device. */
  person: string;
  /** What the server calls it, once it knows of it. */
  reflectionId: string | null;
  title: string;
  period: string;
  objectiveIds: string[];
  chapters: ChapterView[];
  chaptersSaved: boolean;
  poster: { type: string; bytes: ArrayBuffer } | null;
  startedAt: number;
  /** Whether the reflection was made for this take, and goes with it. */
  created: boolean;
  /** How often a reflection was begun with it: part of the key under which one is made. Absent: once. */
  made?: number;
  /** It answers in the conversation under a reflection, and is not one itself. */
  reply?: boolean;
  /** As much of it as may be uploaded has arrived; the rest is here only, to be saved as a file. */
  cut?: boolean;
  /** How long that is. */
  uploadedMs?: number;
  /** Tracks of an earlier recording that this one takes the place of. */
  replaces: string[];
}

/** One file of a take. */
export interface SpooledFile {
  id: string;
  take: string;
  kind: TrackKind;
  contentType: string;
  /** `recording`: it may still grow, or its browser died. */
  state: "recorded" | "recording";
  /** How many bytes there are, and how long they play. */
  bytes: number;
  durationMs: number;
  /** When it last grew. */
  beatAt: number;
  /** When its first frame was recorded, in ms since the take began. */
  offsetMs?: number;
  /** When its picture was switched off or gone, in its own time. */
  off?: readonly Span[];
  /** Why it ended, once it has. */
  endedBy?: EndedBy;
  upload: Begun | null;
  /** How often an upload was begun for it: part of the key under which it is begun. */
  begun: number;
  /** A file of the person's own, which stays where it is. */
  own: { name: string; size: number; modified: number } | null;
}

/** What the server said when the upload began. */
export interface Begun {
  trackId: string;
  partSize: number;
  /** Absent: of an upload that was begun before there were pieces. */
  pieceSize?: number;
  maxBytes: number;
  maxDurationMs: number;
}

/** The device has no room for more. */
export class Full extends Error {}

/** Keeps every piece of a recording on this device until the server has all of it. */
export interface Spool {
  takes(person: string): Promise<Take[]>;
  take(id: string): Promise<Take | undefined>;
  keepTake(take: Take): Promise<void>;
  files(take: string): Promise<SpooledFile[]>;
  keepFile(file: SpooledFile): Promise<void>;
  /** Add bytes at the end of a file, and note in the same breath how long it is now. Throws `Full`. */
  append(file: SpooledFile, bytes: ArrayBuffer): Promise<void>;
  /** The bytes from … to (exclusive), as far as they are here. */
  read(file: string, from: number, to: number): Promise<ArrayBuffer[]>;
  /** Forget the pieces that lie wholly before this byte. */
  release(file: string, before: number): Promise<void>;
  /** From where to where a file is here; null where nothing is. */
  extent(file: string): Promise<{ from: number; to: number } | null>;
  remove(take: string): Promise<void>;
}

const TAKES = "takes";
const FILES = "files";
const PIECES = "pieces";
const ALL = [TAKES, FILES, PIECES];

interface Piece {
  file: string;
  /** The first byte of it in the file. */
  from: number;
  bytes: ArrayBuffer;
}

/** The recordings of this device. */
export function openSpool(factory: IDBFactory = indexedDB, ranges: typeof IDBKeyRange = IDBKeyRange): Spool {
  let opened: Promise<IDBDatabase> | undefined;
  const database = (): Promise<IDBDatabase> => (opened ??= open(factory, () => (opened = undefined)));
  const within: Within = async (stores, mode, work) => {
    const transaction = (await database()).transaction(stores, mode);
    const result = work((name) => transaction.objectStore(name));
    await finished(transaction);
    return result();
  };
  const span: Keys = (file, from = 0, to = Infinity) => ranges.bound([file, from], [file, to], false, true);
  return {
    ...ofTakes(within),
    ...ofPieces(within, span, ranges),
    remove: (take) =>
      within(ALL, "readwrite", (store) => {
        const files = store(FILES).index("take").getAllKeys(take);
        files.onsuccess = () => {
          for (const file of files.result.map(String)) {
            store(PIECES).delete(span(file));
            store(FILES).delete(file);
          }
        };
        return nothing(store(TAKES).delete(take));
      }),
  };
}

type Work<T> = (store: (name: string) => IDBObjectStore) => () => T;
/** Work in one transaction; what it answers is read once all of it is kept. */
type Within = <T>(stores: string[], mode: IDBTransactionMode, work: Work<T>) => Promise<T>;
/** The keys of a file's pieces that begin from … to (exclusive). */
type Keys = (file: string, from?: number, to?: number) => IDBKeyRange;

/** What is noted of takes and of their files. */
function ofTakes(within: Within): Pick<Spool, "takes" | "take" | "keepTake" | "files" | "keepFile"> {
  return {
    takes: (person) =>
      within([TAKES], "readonly", (store) => {
        const all = store(TAKES).getAll();
        return () => (all.result as Take[]).filter((take) => take.person === person);
      }),
    take: (id) =>
      within([TAKES], "readonly", (store) => {
        const one = store(TAKES).get(id);
        return () => one.result as Take | undefined;
      }),
    keepTake: (take) => within([TAKES], "readwrite", (store) => nothing(store(TAKES).put(take))),
    files: (take) =>
      within([FILES], "readonly", (store) => {
        const all = store(FILES).index("take").getAll(take);
        return () => all.result as SpooledFile[];
      }),
    keepFile: (file) => within([FILES], "readwrite", (store) => nothing(store(FILES).put(file))),
  };
}

/** The bytes themselves, in the pieces in which they came. */
function ofPieces(
  within: Within,
  span: Keys,
  ranges: typeof IDBKeyRange,
): Pick<Spool, "append" | "read" | "release" | "extent"> {
  return {
    append: (file, bytes) =>
      within([FILES, PIECES], "readwrite", (store) => {
        store(PIECES).put({ file: file.id, from: file.bytes - bytes.byteLength, bytes } satisfies Piece);
        return nothing(store(FILES).put(file));
      }),
    read: (file, from, to) =>
      within([PIECES], "readonly", (store) => {
        let found: IDBRequest<Piece[]> | undefined;
        const first = store(PIECES).openCursor(ranges.bound([file, 0], [file, from]), "prev");
        first.onsuccess = () => {
          const start = (first.result?.value as Piece | undefined)?.from ?? from;
          found = store(PIECES).getAll(span(file, start, to)) as IDBRequest<Piece[]>;
        };
        return () => (found?.result ?? []).map((piece) => sliced(piece, from, to)).filter((one) => one.byteLength > 0);
      }),
    release: (file, before) =>
      within([PIECES], "readwrite", (store) => {
        const cursor = store(PIECES).openCursor(span(file, 0, before));
        cursor.onsuccess = () => {
          const at = cursor.result;
          if (!at) return;
          const { from, bytes } = at.value as Piece;
          if (from + bytes.byteLength <= before) at.delete();
          at.continue();
        };
        return () => undefined;
      }),
    extent: (file) =>
      within([PIECES], "readonly", (store) => {
        const first = store(PIECES).openCursor(span(file));
        const last = store(PIECES).openCursor(span(file), "prev");
        return () => {
          const [from, end] = [first.result?.value as Piece | undefined, last.result?.value as Piece | undefined];
          return from && end ? { from: from.from, to: end.from + end.bytes.byteLength } : null;
        };
      }),
  };
}

const nothing =
  (_: IDBRequest): (() => void) =>
  () =>
    undefined;

function sliced({ from: at, bytes }: Piece, from: number, to: number): ArrayBuffer {
  const [start, end] = [Math.max(0, from - at), Math.min(bytes.byteLength, to - at)];
  return start === 0 && end === bytes.byteLength ? bytes : bytes.slice(start, Math.max(start, end));
}

function open(factory: IDBFactory, closed: () => void): Promise<IDBDatabase> {
  const request = factory.open(RECORDINGS, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(TAKES, { keyPath: "id" });
    request.result.createObjectStore(FILES, { keyPath: "id" }).createIndex("take", "take");
    request.result.createObjectStore(PIECES, { keyPath: ["file", "from"] });
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      // Someone signs out in another window: everything is removed, and nothing may stand in the way.
      request.result.onversionchange = () => {
        request.result.close();
        closed();
      };
      resolve(request.result);
    };
    request.onerror = () => {
      closed();
      reject(request.error ?? new Error("The device's storage failed"));
    };
  });
}

/** It is kept once the transaction is complete, not before; a full device tells so at that moment only. */
function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(cause(transaction.error));
  });
}

function cause(error: DOMException | null): Error {
  if (error?.name === "QuotaExceededError") return new Full("This device is full", { cause: error });
  return error ?? new Error("The device's storage failed");
}
