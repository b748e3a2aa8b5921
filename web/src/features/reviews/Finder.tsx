import { Button } from "@mantine/core";
import { useRef, useState } from "react";

import { useApiQuery } from "../../api/hooks";
import { clock } from "../../text/clock";
import { t } from "./text";
import { Await } from "../../ui/parts";
import "./cite.css";

interface Finding {
  reflectionId: string;
  /** Where to begin, in ms. */
  at: number;
  take: (milliseconds: number) => void;
}

/** A small player in which to find a moment. */
export function Finder({ reflectionId, at, take }: Finding) {
  const asked = useApiQuery("GET /reflections/{reflection_id}/playback", { path: { reflection_id: reflectionId } });
  const [begin] = useState(at);
  const film = useRef<HTMLVideoElement>(null);
  const [now, setNow] = useState(begin);
  return (
    <div className="finder">
      <Await asked={asked}>
        {({ tracks, captions_url: captions }) => {
          const shown = tracks.find(({ kind }) => kind === "screen") ?? tracks[0];
          return (
            // eslint-disable-next-line jsx-a11y/media-has-caption -- it has them where there are any
            <video
              ref={film}
              controls
              playsInline
              preload="metadata"
              src={shown?.url}
              onLoadedMetadata={({ currentTarget }) => (currentTarget.currentTime = begin / 1000)}
              onTimeUpdate={({ currentTarget }) => setNow(Math.floor(currentTarget.currentTime) * 1000)}
              // Links live for minutes; anyone who takes longer gets a fresh one.
              onError={asked.again}
            >
              {captions && <track kind="captions" src={captions} />}
            </video>
          );
        }}
      </Await>
      <Button variant="default" size="sm" onClick={() => take(now)}>
        {t("review.cite.here", { at: clock(now) })}
      </Button>
    </div>
  );
}
