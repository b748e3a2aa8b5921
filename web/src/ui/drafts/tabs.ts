import type { Version } from "./merge";

interface Message {
  tab: string;
  key: string;
  kind: "open" | "here" | "closed" | "saved";
  version?: Version;
}

/** What happens to the same document in other windows. */
export interface Neighbours {
  others(count: number): void;
  saved(version: Version): void;
}

/** Tell other windows that this document is open here, and hear of theirs. */
export class Tabs {
  private readonly id = crypto.randomUUID();
  private readonly others = new Set<string>();
  private channel: BroadcastChannel | null;

  constructor(
    private readonly key: string,
    private readonly neighbours: Neighbours,
  ) {
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("throughline-sheets");
    if (this.channel) this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.hear(data);
    this.post("open");
  }

  /** A version was saved here. */
  saved(version: Version): void {
    this.post("saved", version);
  }

  close(): void {
    this.post("closed");
    this.channel?.close();
    this.channel = null;
  }

  private post(kind: Message["kind"], version?: Version): void {
    this.channel?.postMessage({ tab: this.id, key: this.key, kind, ...(version && { version }) } satisfies Message);
  }

  private hear({ tab, key, kind, version }: Message): void {
    if (key !== this.key || tab === this.id) return;
    if (kind === "saved" && version) this.neighbours.saved(version);
    if (kind === "open") this.post("here");
    if (kind === "closed") this.others.delete(tab);
    else this.others.add(tab);
    this.neighbours.others(this.others.size);
  }
}
