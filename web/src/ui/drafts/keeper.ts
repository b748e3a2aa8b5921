import type { Fields } from "./merge";
import type { Draft, DraftStore } from "./store";

/**
 * Something that a button saves, not the typing itself: until then each change is on this device. One write at most
 * waits for the one under way, and takes the newest then, as a document does it.
 */
export class Keeper {
  private next: Draft | null = null;
  private waiting = false;
  private forgotten = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly key: string,
    private readonly drafts: DraftStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** What an earlier time left here; nothing where this device cannot tell. */
  async found(): Promise<Draft | undefined> {
    return this.drafts.read(this.key).catch(() => undefined);
  }

  /** Keep this; resolves when it, or something newer, is on the device, and rejects where the device refuses. */
  keep(fields: Fields, etag: string): Promise<void> {
    this.next = { key: this.key, etag, base: {}, fields, at: this.now() };
    return this.write();
  }

  /** It is saved, or not wanted anymore. */
  drop(): Promise<void> {
    this.next = null;
    return this.write();
  }

  /** From now on nothing of this is put on this device anymore, whatever else happens to the page. */
  async forget(): Promise<void> {
    this.forgotten = true;
    await this.writing.catch(() => undefined);
  }

  private write(): Promise<void> {
    if (this.waiting || this.forgotten) return this.writing;
    this.waiting = true;
    this.writing = this.writing
      .catch(() => undefined)
      .then(() => {
        this.waiting = false;
        if (this.forgotten) return undefined;
        return this.next ? this.drafts.write(this.next) : this.drafts.remove(this.key);
      });
    return this.writing;
  }
}

/**
 * What was kept, in the shape that this client's form begins with: a field that an older client did not know, or knew
 * as something else, is as at the beginning.
 */
export function continued<T>(begin: T, kept: unknown): T {
  if (Array.isArray(begin)) return (Array.isArray(kept) ? kept : begin) as T;
  if (typeof begin !== "object" || begin === null) return (typeof kept === typeof begin ? kept : begin) as T;
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return begin;
  const values = kept as Fields;
  return Object.fromEntries(Object.entries(begin).map(([name, value]) => [name, continued(value, values[name])])) as T;
}

/** Whether two forms hold the same, field by field and in the same order: then there is nothing to keep. */
export const alike = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
