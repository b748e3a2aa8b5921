import { type Chosen, type Device, opened, stop } from "./devices";
import type { Sources } from "./media";
import type { Channel } from "./recording";
import { openVoice, type Voice } from "./sound";

/** What is to be recorded. */
export interface Wish {
  sources: Sources;
  microphone: boolean;
  chosen: Chosen;
}

/** What is recorded: pictures, and the sound that goes with the first of them. */
export interface Captured {
  channels: Channel[];
  voice: Voice | null;
}

interface Means {
  devices: Pick<MediaDevices, "getDisplayMedia" | "getUserMedia">;
  voice: (stream: MediaStream) => Voice;
}

/** Ask the browser for what is wished. The microphone goes with the screen, or with the camera where it is alone. */
export async function capture(
  { sources, microphone, chosen }: Wish,
  means: Means = { devices: navigator.mediaDevices, voice: openVoice },
): Promise<Captured> {
  const got: MediaStream[] = [];
  const get = async (device: Device, id?: string): Promise<MediaStream> => {
    const stream = await opened(device, id, means.devices).catch((reason: unknown) => {
      for (const one of got) stop(one);
      throw reason;
    });
    got.push(stream);
    return stream;
  };
  // The screen first: browsers want it right after the click.
  const screen = sources !== "camera" && (await get("screen"));
  const camera = sources !== "screen" && (await get("camera", chosen.camera));
  const voice = microphone ? means.voice(await get("microphone", chosen.microphone)) : null;
  const channels: Channel[] = [];
  if (screen) channels.push({ kind: "screen", stream: new MediaStream(screen.getVideoTracks()) });
  if (camera) channels.push({ kind: "camera", stream: new MediaStream(camera.getVideoTracks()) });
  if (voice) channels[0]?.stream.addTrack(voice.track);
  return { channels, voice };
}
