import { type Device, NoDevice, opened, remembered, stop } from "./devices";
import type { Sources } from "./media";
import type { Channel } from "./runner";
import { openVoice, type Voice } from "./sound";

/** What is recorded: pictures, and the sound that goes with the first of them. */
export interface Captured {
  channels: Channel[];
  voice: Voice | null;
}

/** What is to be recorded. */
export interface Wish {
  sources: Sources;
  microphone: boolean;
}

interface Means {
  open: (device: Device, id: string | undefined) => Promise<MediaStream>;
  voice: (stream: MediaStream) => Voice;
  chosen: typeof remembered;
}

const browser: Means = { open: opened, voice: openVoice, chosen: remembered };

/** The devices before a recording: opened to be looked at and listened to, then handed to the recorders as they are. */
export class Preparation {
  readonly problems = new Map<Device, NoDevice>();
  private readonly streams = new Map<Device, MediaStream>();
  private sound: Voice | null = null;
  private readonly opening = new Map<Device, Promise<void>>();
  private readonly listeners = new Set<() => void>();
  private version = 0;
  private turn = 0;

  constructor(private readonly means: Means = browser) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.version;

  stream(device: Device): MediaStream | null {
    return this.streams.get(device) ?? null;
  }

  /** Which device it is, as its list names it. */
  idOf(device: Device): string | undefined {
    return this.stream(device)?.getTracks()[0]?.getSettings().deviceId;
  }

  level(): number {
    return this.sound?.level() ?? 0;
  }

  /** Open a device, in the place of the one that was open. What goes wrong stands in `problems`. */
  open(device: Device, id?: string): Promise<void> {
    const asked = this.opened(device, id).finally(
      () => this.opening.get(device) === asked && this.opening.delete(device),
    );
    this.opening.set(device, asked);
    return asked;
  }

  close(device: Device): void {
    const stream = this.streams.get(device);
    this.streams.delete(device);
    if (device === "microphone") {
      this.sound?.close();
      this.sound = null;
    }
    if (stream) stop(stream);
    this.changed();
  }

  /** Everything that is to be recorded; what is not open yet is opened. Throws `NoDevice`. */
  async take({ sources, microphone }: Wish): Promise<Captured> {
    // The screen first: browsers want it right after the click.
    const pictures: Device[] = sources === "both" ? ["screen", "camera"] : [sources];
    const wanted: Device[] = microphone ? [...pictures, "microphone"] : pictures;
    for (const device of wanted) {
      await this.opening.get(device);
      if (!this.streams.has(device)) await this.open(device);
      const problem = this.problems.get(device);
      if (problem) throw problem;
    }
    for (const device of [...this.streams.keys()]) if (!wanted.includes(device)) this.close(device);
    const voice = this.sound;
    const channels = pictures.map((kind) => ({
      kind: kind as Channel["kind"],
      stream: new MediaStream(this.stream(kind)?.getVideoTracks() ?? []),
    }));
    if (voice) channels[0]?.stream.addTrack(voice.track);
    // They belong to the recording now.
    this.streams.clear();
    this.sound = null;
    this.changed();
    return { channels, voice };
  }

  /** Nobody looks any more. */
  release(): void {
    this.turn += 1;
    for (const device of [...this.streams.keys()]) this.close(device);
  }

  private async opened(device: Device, id: string | undefined): Promise<void> {
    const { turn } = this;
    this.close(device);
    this.problems.delete(device);
    try {
      const stream = await this.means.open(
        device,
        id ?? (device === "screen" ? undefined : this.means.chosen()[device]),
      );
      if (turn !== this.turn) {
        stop(stream);
        return;
      }
      this.streams.set(device, stream);
      if (device === "microphone") this.sound = this.means.voice(stream);
      const track = stream.getTracks()[0];
      track?.addEventListener("ended", () => this.ended(device, stream));
    } catch (reason) {
      this.problems.set(device, reason instanceof NoDevice ? reason : new NoDevice(device, "busy", reason));
    }
    this.changed();
  }

  /** It was unplugged, or sharing was stopped, before the recording began. */
  private ended(device: Device, stream: MediaStream): void {
    if (this.streams.get(device) !== stream) return;
    this.close(device);
    if (device !== "screen") this.problems.set(device, new NoDevice(device, "missing", null));
    this.changed();
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

/** What was opened for a recording that does not begin. */
export function released({ channels, voice }: Captured): void {
  for (const { stream } of channels) stop(stream);
  voice?.close();
}
