/** Not every browser has it in a page; TypeScript knows it in none. */
interface Processor {
  readable: ReadableStream<VideoFrame>;
}
type Processing = new (init: { track: MediaStreamTrack }) => Processor;

const processing = (): Processing | undefined =>
  (globalThis as { MediaStreamTrackProcessor?: Processing }).MediaStreamTrackProcessor;

/**
 * Whether a frame of this track comes within so many ms; null where the browser does not let pages count frames.
 *
 * Asking makes the source give its picture once more, to everyone who listens. That is what keeps the recording of a still
 * screen going: without a new frame a recorder writes nothing, and what was said meanwhile is in its memory only.
 */
export async function frame(track: MediaStreamTrack, within: number, over?: AbortSignal): Promise<boolean | null> {
  const Reading = processing();
  if (!Reading || track.readyState === "ended") return Reading ? false : null;
  const own = track.clone();
  const reader = new Reading({ track: own }).readable.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), within);
    over?.addEventListener("abort", () => resolve(false), { once: true });
  });
  const came = reader.read().then(closed, () => false);
  const first = await Promise.race([came, late]);
  clearTimeout(timer);
  // A camera is on as long as one of its tracks is.
  own.stop();
  void drained(reader, came);
  return first;
}

type Read = ReadableStreamReadResult<VideoFrame>;

function closed({ value }: Read): boolean {
  value?.close();
  return value !== undefined;
}

type Reader = ReadableStreamDefaultReader<VideoFrame>;
/** Those that are being drained: what nobody holds may be forgotten with a frame in it. */
const draining = new Set<Reader>();

/** A frame that nobody closes holds a place of those that a camera has. */
async function drained(reader: Reader, came: Promise<boolean>): Promise<void> {
  draining.add(reader);
  for (let more = await came; more;) more = await reader.read().then(closed, () => false);
  draining.delete(reader);
}

/** Resolves with the first frame of a track, or when `over` is called. */
export async function firstFrame(track: MediaStreamTrack, over: AbortSignal): Promise<void> {
  if (!processing()) return shown(track, over);
  while (!over.aborted && track.readyState === "live") if (await frame(track, 1_000, over)) return;
}

const ENOUGH = 3_000;

/** The same with an element that plays the track. */
async function shown(track: MediaStreamTrack, over: AbortSignal): Promise<void> {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, srcObject: new MediaStream([track]) });
  const came = new Promise<void>((resolve) => {
    video.addEventListener("loadeddata", () => resolve(), { once: true });
    over.addEventListener("abort", () => resolve(), { once: true });
    // Some browsers play nothing on a page that nobody sees; the recorder knows better then.
    setTimeout(resolve, ENOUGH);
  });
  void video.play().catch(() => undefined);
  await came;
  video.srcObject = null;
}

/** Have a device give so many frames a second at the most; the rest stays as it was asked for. */
export function limitFrames(track: MediaStreamTrack, frames: number): void {
  const wished = { ...track.getConstraints(), frameRate: { max: frames } };
  void track.applyConstraints(wished).catch(() => undefined);
}
