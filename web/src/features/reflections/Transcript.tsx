import { useEffect, useRef } from "react";

import { t, tOr } from "./text";
import { indexAt } from "./chapters";
import type { CaptionsView, ChapterView, CueView } from "../../api/contract";
import { clock } from "../../text/clock";

interface Timed {
  /** Where the film is, in ms. */
  at: number;
  seek: (milliseconds: number) => void;
}

/** Chapters as buttons; the one that runs is marked. */
export function Chapters({ chapters, at, seek }: Timed & { chapters: readonly ChapterView[] }) {
  const running = indexAt(chapters, at);
  if (chapters.length === 0) return null;
  return (
    <nav className="chapters" aria-label={t("reflection.chapters")}>
      {chapters.map(({ at_ms, title }, i) => (
        <button key={at_ms} type="button" aria-current={i === running || undefined} onClick={() => seek(at_ms)}>
          <span>{clock(at_ms)}</span> {title}
        </button>
      ))}
    </nav>
  );
}

/** What was said, line by line; a line leads to its moment. */
export function Transcript({ cues, at, seek }: Timed & { cues: readonly CueView[] }) {
  const running = indexAt(cues, at);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = list.current?.children[running];
    if (!(line instanceof HTMLElement) || !list.current || list.current.contains(document.activeElement)) return;
    list.current.scrollTop = line.offsetTop - list.current.clientHeight / 3;
  }, [running]);
  return (
    <ol className="transcript" ref={list} aria-label={t("reflection.transcript")}>
      {cues.map(({ at_ms, text }, i) => (
        <li key={at_ms}>
          <button type="button" aria-current={i === running || undefined} onClick={() => seek(at_ms)}>
            <span>{clock(at_ms)}</span> {text}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Why there is no transcript. */
export function NoTranscript({ captions }: { captions: CaptionsView }) {
  return <p className="dim comments-none">{tOr("reflection.captions", captions.state)}</p>;
}
