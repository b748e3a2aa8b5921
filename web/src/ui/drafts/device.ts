import type { Keeper } from "./keeper";
import type { AutosaveDocument } from "./autosaveDocument";
import { type DraftStore, memoryDrafts, openDrafts } from "./store";

/** What is being written on this device: the documents and forms open in this window, and the drafts of all of them. */
class Device {
  readonly documents = new Set<AutosaveDocument>();
  readonly keepers = new Set<Keeper>();
  readonly drafts: DraftStore = typeof indexedDB === "undefined" ? memoryDrafts() : openDrafts();
  /** What else is to be gone from this device at sign-out. */
  readonly leaving = new Set<() => Promise<void>>();
  private left = false;

  /** Save everything now: Ctrl-S, or before going somewhere. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.documents].map((doc) => doc.flush()));
  }

  /** Whether something written here is on this device only. */
  async hasUnsaved(): Promise<boolean> {
    if ([...this.documents].some((doc) => doc.snapshot().unsaved)) return true;
    return (await this.drafts.keys().catch(() => [])).length > 0;
  }

  /** At sign-out: nothing that was written stays on this device, and the screens that are still there put nothing back. */
  async forget(): Promise<void> {
    await Promise.all([...this.documents, ...this.keepers].map((one) => one.forget()));
    await this.drafts.clear().catch(() => undefined);
    for (const forget of [...this.leaving].toReversed()) await forget().catch(() => undefined);
  }

  /** Save as the page goes away (both events come; once is enough) and as soon as the network is back. */
  watch(): void {
    const leave = (): void => {
      if (this.left) return;
      this.left = true;
      for (const doc of this.documents) void doc.flush(true);
    };
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", () => (this.left = false));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") leave();
      else this.left = false;
    });
    window.addEventListener("online", () => void this.saveAll());
  }
}

export const device = new Device();
