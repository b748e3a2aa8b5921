const WIDTH = 640;
const MOST = 300_000;
const QUALITIES = [0.8, 0.6, 0.4];

/** A small picture of what a video shows at this moment; null where the browser makes none. */
export async function posterOf(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video;
  if (!videoWidth || !videoHeight) return null;
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(WIDTH, videoWidth);
  canvas.height = Math.round((videoHeight * canvas.width) / videoWidth);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const made = await drawn(canvas, "image/webp", quality);
    // A browser that cannot write WebP writes PNG instead.
    const picture = made?.type === "image/webp" ? made : await drawn(canvas, "image/jpeg", quality);
    if (picture && picture.size <= MOST) return picture;
  }
  return null;
}

const drawn = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality));

/** A picture of a stream, a moment after it begins, when it shows something. */
export async function posterOfStream(stream: MediaStream, after: number): Promise<Blob | null> {
  await new Promise((resolve) => setTimeout(resolve, after));
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = new MediaStream(stream.getVideoTracks());
  try {
    await video.play();
    return await posterOf(video);
  } catch {
    return null;
  } finally {
    video.srcObject = null;
  }
}

/** How long a file plays, and a picture of it. `durationMs` is null where the browser cannot play it. */
export async function lookInto(file: Blob): Promise<{ durationMs: number | null; poster: Blob | null }> {
  const video = document.createElement("video");
  const url = URL.createObjectURL(file);
  video.muted = true;
  video.preload = "auto";
  video.src = url;
  try {
    await happened(video, "loadeddata");
    // Files that were recorded live do not know their length until someone goes to the end.
    if (!Number.isFinite(video.duration)) {
      video.currentTime = 1e9;
      await happened(video, "seeked");
    }
    const length = Number.isFinite(video.duration) ? video.duration : video.currentTime;
    video.currentTime = Math.min(1, length / 2);
    await happened(video, "seeked");
    return { durationMs: Math.round(length * 1000), poster: await posterOf(video) };
  } catch {
    return { durationMs: null, poster: null };
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  }
}

const PATIENCE = 15_000;

function happened(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event}`)), PATIENCE);
    video.addEventListener(
      event,
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    video.addEventListener(
      "error",
      () => {
        clearTimeout(timer);
        reject(new Error("unplayable"));
      },
      { once: true },
    );
  });
}
