import { type MouseEvent, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";

import { t } from "../text";
import { useMovable } from "../movable";
import { ProblemText } from "../parts";
import type { ChapterView, CueView } from "../../../api/contract";
import { webVtt } from "./captions";
import { Controls } from "./Controls";
import type { Deck } from "./deck";
import { usePlayerKeys } from "./keys";
import "./player.css";

interface Playing {
  deck: Deck;
  title: string;
  durationMs: number;
  chapters?: readonly ChapterView[];
  /** The seconds of comments, as marks on the timeline. */
  marks?: readonly { at_ms: number; title: string }[];
  cues?: readonly CueView[] | undefined;
  language?: string | undefined;
  /** It stands within a conversation, beside the one that the keyboard belongs to. */
  inside?: boolean;
}

/** One film, or two in step, with everything that one does with a film. */
export function Player({
  deck,
  title,
  durationMs,
  chapters = [],
  marks = [],
  cues,
  language,
  inside = false,
}: Playing) {
  const frame = useRef<HTMLDivElement>(null);
  const lead = useRef<HTMLVideoElement>(null);
  const second = useRef<HTMLVideoElement>(null);
  const [swapped, setSwapped] = useState(false);
  const { onKeyDown: _, ...movable } = useMovable();
  const state = useSyncExternalStore(deck.subscribe, deck.snapshot);
  const captions = useCaptions(lead, cues);
  const whole = useCallback(() => void toggleWhole(frame.current), []);
  const pip = useCallback(() => void togglePicture(lead.current), []);
  usePlayerKeys(deck, { captions: captions.toggle, whole, pip }, !inside);
  useEffect(() => (lead.current ? deck.attach(lead.current, second.current) : undefined), [deck]);
  const two = deck.kinds.length > 1;
  const toggle = (event: MouseEvent<HTMLElement>): void => {
    if (!(event.target as Element).closest("[role=alert]")) deck.toggle();
  };
  return (
    <div
      className={inside ? "player player-inside" : "player"}
      ref={frame}
      role="group"
      aria-label={t("player.label", { title })}
    >
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the button below, and a key, do the same */}
      <div className="player-films" data-swapped={swapped || undefined} onClick={toggle}>
        {/* eslint-disable-next-line jsx-a11y/media-has-caption -- it has them once there is a transcript */}
        <video ref={lead} className="player-lead" playsInline preload="auto" aria-label={nameOf(deck.kinds[0])}>
          {captions.url && (
            <track kind="captions" src={captions.url} srcLang={language ?? "en"} label={t("player.captions")} />
          )}
        </video>
        {two && (
          <video
            ref={second}
            className="player-second"
            {...(!swapped && movable)}
            data-absent={!state.second || undefined}
            playsInline
            muted
            preload="auto"
            aria-label={nameOf(deck.kinds[1])}
          />
        )}
        {state.broken && (
          <div className="player-note" role="alert">
            <ProblemText text={t("player.broken")} again={() => deck.retry()} />
          </div>
        )}
        {state.waiting && !state.broken && <div className="player-waiting" aria-hidden />}
      </div>
      <Controls
        deck={deck}
        durationMs={durationMs}
        chapters={chapters}
        marks={marks}
        captions={captions.url ? captions : null}
        swap={two ? () => setSwapped(!swapped) : null}
        whole={whole}
        pip={document.pictureInPictureEnabled ? pip : null}
      />
    </div>
  );
}

const nameOf = (kind: string | undefined): string => t(kind === "camera" ? "player.camera" : "player.screen");

export interface Captions {
  on: boolean;
  toggle: () => void;
}

/** Captions from the transcript: a file of this page's own, so that nothing is fetched from elsewhere. */
function useCaptions(
  video: React.RefObject<HTMLVideoElement | null>,
  cues: readonly CueView[] | undefined,
): Captions & { url: string | null } {
  const [url, setUrl] = useState<string | null>(null);
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!cues || cues.length === 0) return undefined;
    const made = URL.createObjectURL(new Blob([webVtt(cues)], { type: "text/vtt" }));
    // eslint-disable-next-line react-hooks/set-state-in-effect -- what is made here has to be let go of when it changes
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [cues]);
  useEffect(() => {
    showTracks(video.current, on);
  }, [video, on, url]);
  const toggle = useCallback(() => setOn((before) => !before), []);
  return { on, toggle, url };
}

function showTracks(film: HTMLVideoElement | null, on: boolean): void {
  for (const track of film?.textTracks ?? []) track.mode = on ? "showing" : "hidden";
}

/** The leading film in a window of its own, over everything else. */
async function togglePicture(film: HTMLVideoElement | null): Promise<void> {
  if (document.pictureInPictureElement) await document.exitPictureInPicture().catch(() => undefined);
  else await film?.requestPictureInPicture?.().catch(() => undefined);
}

async function toggleWhole(frame: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined);
  else await frame?.requestFullscreen?.().catch(() => undefined);
}
