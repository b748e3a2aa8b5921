import { type DragEvent, useId, useState } from "react";

import { t } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/media";
import { Refusal } from "./Devices";
import { FileIcon } from "./icons";
import { clock } from "../../text/clock";
import { fileType, isMatroska, type Limits, megabytes, playedAs, VIDEO_FILES, VIDEOS } from "./recording/media";
import { lookInto } from "./recording/poster";
import { type About, recordingManager } from "./recording/recordingManager";

/** A file by clicking or dropping. */
export function Upload({ limits, send }: { limits: Limits; send: (file: File) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) send(file);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- with the keyboard, the field inside takes files
    <div
      className="setup-file"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileIcon size={20} />
      <label htmlFor={id}>{t("recorder.file")}</label>
      <span className="dim small">{t("recorder.file.help", { size: megabytes(limits.maxBytes) })}</span>
      <VideoFile id={id} chosen={send} />
    </div>
  );
}

/** Offers the files that the server takes. */
export function VideoFile({ id, chosen }: { id?: string; chosen: (file: File) => void }) {
  return (
    <input
      id={id}
      type="file"
      accept={VIDEO_FILES}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0];
        event.currentTarget.value = "";
        if (file) chosen(file);
      }}
    />
  );
}

/** Begin to upload a file of one's own; answers its take. What this browser cannot play is judged by the server. */
export async function uploaded(about: About, file: File, { maxMs, maxBytes }: Limits): Promise<string> {
  const type = fileType(file);
  if (isMatroska(type)) throw new Refusal(phrase("file", { code: "matroska" }));
  if (!VIDEOS.includes(type)) throw new Refusal(t("recorder.file.type"));
  if (file.size > maxBytes) throw new Refusal(t("recorder.file.large", { size: megabytes(maxBytes) }));
  const { durationMs, poster } = await lookInto(file.slice(0, file.size, playedAs(type)));
  // What was recorded to the very limit is as long as the limit, give or take a second.
  if (durationMs !== null && durationMs > maxMs + 2_000)
    throw new Refusal(t("recorder.file.long", { time: clock(maxMs + 1_000) }));
  return recordingManager.upload(about, file, durationMs ?? 0, poster);
}
