import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

import { t } from "./text";
import { type Captured, released } from "./recording/preparation";
import { Stream } from "./Stream";

const SECONDS = 3;

interface Counting {
  captured: Captured;
  go: () => void;
  cancel: () => void;
  /** The screen is no longer shared: there is nothing to begin with. */
  lost: () => void;
}

/** Three seconds to take a breath; cameras wake up in them. */
export function Countdown({ captured, go, cancel, lost }: Counting) {
  const [left, setLeft] = useState(SECONDS);
  const went = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      // Development mounts everything twice; who is really gone is known a moment later.
      setTimeout(() => here.current || went.current || released(captured));
    };
  }, [captured]);
  useEffect(() => {
    const screen = captured.channels.find(({ kind }) => kind === "screen")?.stream.getVideoTracks()[0];
    screen?.addEventListener("ended", lost);
    return () => screen?.removeEventListener("ended", lost);
  }, [captured, lost]);
  useEffect(() => {
    if (left === 0) {
      went.current = true;
      go();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, go]);
  return (
    <div className="countdown">
      <div className="live-preview">
        {captured.channels.map(({ kind, stream }, i) => (
          <Stream key={kind} stream={stream} small={i > 0} name={t(`player.${kind}`)} />
        ))}
        <div className="countdown-number" role="status" aria-label={t("recorder.starts", { seconds: left })}>
          {left}
        </div>
      </div>
      <div className="live-buttons">
        <Button size="md" color="red" disabled={left === 0} onClick={() => setLeft(0)}>
          {t("recorder.startNow")}
        </Button>
        <Button size="md" variant="default" onClick={cancel}>
          {t("app.cancel")}
        </Button>
      </div>
    </div>
  );
}
