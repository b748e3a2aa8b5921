import type { TrackKind } from "../kinds";

/** What somebody records with. */
export type Device = TrackKind | "microphone";

/** A device could not be used: which, and why. */
export class NoDevice extends Error {
  constructor(
    readonly device: Device,
    readonly why: "busy" | "denied" | "missing",
    cause: unknown,
  ) {
    super(`${device}: ${why}`, { cause });
  }
}

/** Which device somebody has chosen; absent: the browser's own choice. */
export interface Chosen {
  camera?: string | undefined;
  microphone?: string | undefined;
}

const SCREEN = { video: { frameRate: { ideal: 24 }, width: { max: 1920 }, height: { max: 1200 } }, audio: false };
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

type Devices = Pick<MediaDevices, "getDisplayMedia" | "getUserMedia">;

/** Ask for one device. `id` is the one that was chosen; where it is gone by now, any will do. */
export async function opened(
  device: Device,
  id: string | undefined,
  devices: Devices = navigator.mediaDevices,
): Promise<MediaStream> {
  try {
    if (device === "screen") return await devices.getDisplayMedia(SCREEN);
    const wish = id ? { deviceId: { ideal: id } } : {};
    const own = device === "camera" ? { video: { ...CAMERA, ...(id ? wish : { facingMode: "user" }) } } : null;
    return await devices.getUserMedia(own ?? { audio: { ...MICROPHONE, ...wish } });
  } catch (reason) {
    throw new NoDevice(device, whyOf(reason), reason);
  }
}

export function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function whyOf(reason: unknown): NoDevice["why"] {
  const name = reason instanceof DOMException ? reason.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy";
}
