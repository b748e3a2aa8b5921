/** Not every browser has these in a page; TypeScript knows them in none. */
type Processing = new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };
type Generating = new (init: { kind: "video" }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };

/** The picture of a camera: it is there for its recorder until it is closed, whichever camera gives it. */
export interface Relay {
  /** What is recorded: this picture, with the sound that came with the camera's. */
  readonly stream: MediaStream;
  /** The camera of the moment. */
  readonly source: MediaStreamTrack;
  /** Take the picture from here from now on. */
  use(source: MediaStreamTrack): void;
  /** Black for a moment, where the camera is gone: without any picture a recorder does not write the sound either. */
  black(): void;
  close(): void;
}

/** Those that are being read: what nobody holds may be forgotten with a frame in it. */
const reading = new Set<ReadableStreamDefaultReader<VideoFrame>>();

interface Size {
  width: number;
  height: number;
}

/** A relay for the picture of a stream; null where the browser lets pages make no pictures. */
export function openRelay(stream: MediaStream): Relay | null {
  const { MediaStreamTrackProcessor: Reading, MediaStreamTrackGenerator: Writing } = globalThis as {
    MediaStreamTrackProcessor?: Processing;
    MediaStreamTrackGenerator?: Generating;
  };
  const [first] = stream.getVideoTracks();
  if (!Reading || !Writing || !first) return null;
  const out = new Writing({ kind: "video" });
  const writer = out.writable.getWriter();
  let source = first;
  /** All frames have the size of the first one: a recorder does not change it. */
  let size: Size | null = null;
  const write = (frame: VideoFrame): void => void writer.write(frame).catch(() => frame.close());
  const passOn = async (from: MediaStreamTrack): Promise<void> => {
    const reader = new Reading({ track: from }).readable.getReader();
    reading.add(reader);
    for (let { value } = await reader.read(); value; { value } = await reader.read()) {
      // Read to the end, also when another one has taken its place: each frame is to be closed.
      if (from !== source || out.readyState === "ended") value.close();
      else write(timed(value, (size ??= { width: value.displayWidth, height: value.displayHeight })));
    }
    reading.delete(reader);
  };
  void passOn(source).catch(() => undefined);
  return {
    stream: new MediaStream([out, ...stream.getAudioTracks()]),
    get source() {
      return source;
    },
    use: (next) => {
      source.stop();
      source = next;
      void passOn(next).catch(() => undefined);
    },
    black: () => size && write(painted(null, size)),
    close: () => {
      source.stop();
      out.stop();
    },
  };
}

/** A frame as it is recorded: on this page's clock, because each camera has its own. It takes the place of the given one. */
function timed(frame: VideoFrame, size: Size): VideoFrame {
  const fits = frame.displayWidth === size.width && frame.displayHeight === size.height;
  const made = fits ? new VideoFrame(frame, { timestamp: now() }) : painted(frame, size);
  frame.close();
  return made;
}

/** A picture as large as the others, with this frame as large as it fits; black around it. */
function painted(frame: VideoFrame | null, { width, height }: Size): VideoFrame {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { alpha: false });
  if (frame && pen) {
    const scale = Math.min(width / frame.displayWidth, height / frame.displayHeight);
    const [wide, high] = [frame.displayWidth * scale, frame.displayHeight * scale];
    pen.drawImage(frame, (width - wide) / 2, (height - high) / 2, wide, high);
  }
  return new VideoFrame(canvas, { timestamp: now() });
}

/** Microseconds, as frames count. */
const now = (): number => Math.round(performance.now() * 1_000);
