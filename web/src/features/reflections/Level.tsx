import { type CSSProperties, useEffect, useState } from "react";

import { t } from "./text";

/** Ten looks a second: it moves with the voice. */
const LOOK = 100;
/** Speech is rarely louder than this; what the ear calls half as loud is far less than half. */
const share = (level: number): number => Math.min(1, Math.sqrt(level * 1.6));

/** How loud the microphone is at the moment. */
export function Level({ of }: { of: () => number }) {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setLevel(Math.round(share(of()) * 20) / 20), LOOK);
    return () => clearInterval(timer);
  }, [of]);
  return (
    <div
      className="level"
      role="meter"
      aria-label={t("recorder.level")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 100)}
      style={{ "--level": level } as CSSProperties}
    />
  );
}
