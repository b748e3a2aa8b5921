import type { Device } from "./devices";

/** What is noticed of a device: sound above nothing, a frame of its picture, bytes from its recorder. */
export type Sign = "bytes" | "frame" | "sound";

/** What is wrong with a device, from what can be known at once to what shows by waiting. */
export type Fault = "ended" | "muted" | "no_picture" | "silent" | "unwritten";

export interface Trouble {
  device: Device;
  fault: Fault;
}

/** For so long a sign may be missing, in ms: the person who records is told within five seconds. */
const PATIENCE: Record<Sign, number> = { sound: 4_000, frame: 4_000, bytes: 4_800 };
const FAULTS: Record<Sign, Fault> = { sound: "silent", frame: "no_picture", bytes: "unwritten" };
const ORDER: readonly Sign[] = ["sound", "frame", "bytes"];

/** Says which devices give nothing although they are being recorded. It knows signs and times, and nothing else. */
export class Watchdog {
  private readonly seen = new Map<Device, Map<Sign, number>>();

  /** From now on this sign is expected of this device. */
  expect(device: Device, sign: Sign, at: number): void {
    const signs = this.seen.get(device) ?? new Map<Sign, number>();
    signs.set(sign, at);
    this.seen.set(device, signs);
  }

  /** A sign that is expected has come. */
  saw(device: Device, sign: Sign, at: number): void {
    const signs = this.seen.get(device);
    if (signs?.has(sign)) signs.set(sign, at);
  }

  /** Nothing is expected of it any more. */
  forget(device: Device, sign?: Sign): void {
    if (sign) this.seen.get(device)?.delete(sign);
    else this.seen.delete(device);
  }

  /** It was paused: waiting begins again. */
  wake(at: number): void {
    for (const signs of this.seen.values()) for (const sign of signs.keys()) signs.set(sign, at);
  }

  /** What is missing by now, one fault a device: the one that explains the others. */
  look(at: number): Trouble[] {
    return [...this.seen].flatMap(([device, signs]) => {
      const missing = ORDER.find((sign) => at - (signs.get(sign) ?? at) > PATIENCE[sign]);
      return missing ? [{ device, fault: FAULTS[missing] }] : [];
    });
  }
}
