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

export interface Listed {
  id: string;
  name: string;
}

const KINDS = { camera: "videoinput", microphone: "audioinput" } as const;

/** What can be chosen from. Browsers give names only to pages that may use one of them. */
export async function listed(
  device: "camera" | "microphone",
  devices: Pick<MediaDevices, "enumerateDevices"> = navigator.mediaDevices,
): Promise<Listed[]> {
  const all = await devices.enumerateDevices().catch(() => []);
  return all
    .filter(({ kind, deviceId, label }) => kind === KINDS[device] && deviceId !== "" && label !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

const KEPT = "throughline-record-devices";

/** What was chosen here the last time. */
export function remembered(): Chosen {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Chosen;
  } catch {
    return {};
  }
}

export function remember(device: "camera" | "microphone", id: string): void {
  localStorage.setItem(KEPT, JSON.stringify({ ...remembered(), [device]: id }));
}

/** Whether this device can be opened without a question. */
export async function isAllowed(device: "camera" | "microphone"): Promise<boolean> {
  const name = device as PermissionName;
  const found = await navigator.permissions?.query({ name }).catch(() => null);
  return found?.state === "granted";
}
