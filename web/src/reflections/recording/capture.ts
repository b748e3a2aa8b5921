import type { TrackKind } from "../kinds";
import type { Sources } from "./media";
import type { Channel } from "./recording";

/** What is to be recorded. */
export interface Wish {
  sources: Sources;
  microphone: boolean;
}

/** A device could not be used: which, and why. */
export class NoDevice extends Error {
  constructor(
    readonly device: "camera" | "microphone" | "screen",
    readonly why: "busy" | "denied" | "missing",
    cause: unknown,
  ) {
    super(`${device}: ${why}`, { cause });
  }
}

const SCREEN = { video: { frameRate: { ideal: 24 }, width: { max: 1920 }, height: { max: 1200 } }, audio: false };
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24 }, facingMode: "user" };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Ask the browser for what is wished. The microphone goes with the screen, or with the camera where it is alone. */
export async function capture({ sources, microphone }: Wish, devices = navigator.mediaDevices): Promise<Channel[]> {
  const opened: MediaStream[] = [];
  const get = async (device: NoDevice["device"], ask: () => Promise<MediaStream>): Promise<MediaStream> => {
    try {
      const stream = await ask();
      opened.push(stream);
      return stream;
    } catch (reason) {
      for (const stream of opened) stop(stream);
      throw new NoDevice(device, whyOf(reason), reason);
    }
  };
  // The screen first: browsers want it right after the click.
  const screen = sources !== "camera" && (await get("screen", () => devices.getDisplayMedia(SCREEN)));
  const camera = sources !== "screen" && (await get("camera", () => devices.getUserMedia({ video: CAMERA })));
  const voice = microphone && (await get("microphone", () => devices.getUserMedia({ audio: MICROPHONE })));
  const channels: Channel[] = [];
  if (screen) channels.push(channel("screen", screen, voice));
  if (camera) channels.push(channel("camera", camera, screen ? false : voice));
  return channels;
}

function channel(kind: TrackKind, picture: MediaStream, voice: MediaStream | false): Channel {
  return { kind, stream: new MediaStream([...picture.getVideoTracks(), ...(voice ? voice.getAudioTracks() : [])]) };
}

export function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function whyOf(reason: unknown): NoDevice["why"] {
  const name = reason instanceof DOMException ? reason.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy";
}
