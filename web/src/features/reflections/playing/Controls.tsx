import { type CSSProperties, type ComponentType, useSyncExternalStore } from "react";

import { t } from "../text";
import type { ChapterView } from "../../../api/contract";
import {
  BackIcon,
  CaptionsIcon,
  ForwardIcon,
  MutedIcon,
  PauseIcon,
  PipIcon,
  PlayIcon,
  SoundIcon,
  SwapIcon,
  WholeIcon,
} from "../icons";
import { clock } from "../../../text/clock";
import type { Deck } from "./deck";
import { SPEEDS } from "./instep";
import { SKIP, STEP } from "./keys";
import type { Captions } from "./Player";

interface Controlled {
  deck: Deck;
  durationMs: number;
  chapters: readonly ChapterView[];
  marks: readonly { at_ms: number; title: string }[];
  captions: Captions | null;
  swap: (() => void) | null;
  whole: () => void;
  /** A window of its own, where the browser has that. */
  pip: (() => void) | null;
}

/** Play, place, speed, captions, sound, whole screen. */
export function Controls({ deck, durationMs, chapters, marks, captions, swap, whole, pip }: Controlled) {
  const { playing, at, rate, muted } = useSyncExternalStore(deck.subscribe, deck.snapshot);
  return (
    <div className="player-controls">
      <Timeline deck={deck} at={at} durationMs={durationMs} chapters={chapters} marks={marks} />
      <div className="player-buttons">
        <Tool
          name={t(playing ? "player.pause" : "player.play")}
          icon={playing ? PauseIcon : PlayIcon}
          act={() => deck.toggle()}
        />
        <Tool name={t("player.back")} icon={BackIcon} act={() => deck.by(-SKIP)} />
        <Tool name={t("player.forward")} icon={ForwardIcon} act={() => deck.by(SKIP)} />
        <span className="player-time">
          {clock(at * 1000)} / {clock(durationMs)}
        </span>
        <span className="player-space" />
        <label className="player-speed">
          <span className="hidden">{t("player.speed")}</span>
          <select value={rate} onChange={(event) => deck.setRate(Number(event.currentTarget.value))}>
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed} ×
              </option>
            ))}
          </select>
        </label>
        {captions && <Tool name={t("player.captions")} icon={CaptionsIcon} on={captions.on} act={captions.toggle} />}
        {swap && <Tool name={t("player.swap")} icon={SwapIcon} act={swap} />}
        <Tool
          name={t(muted ? "player.unmute" : "player.mute")}
          icon={muted ? MutedIcon : SoundIcon}
          act={() => deck.toggleMuted()}
        />
        {pip && <Tool name={t("player.pip")} icon={PipIcon} act={pip} className="player-pip" />}
        <Tool name={t("player.whole")} icon={WholeIcon} act={whole} />
      </div>
    </div>
  );
}

interface Lined extends Pick<Controlled, "chapters" | "deck" | "durationMs" | "marks"> {
  at: number;
}

/** Where it is. Marks are for the eye: the chapters and comments themselves stand as buttons beside the film. */
function Timeline({ deck, at, durationMs, chapters, marks }: Lined) {
  const length = Math.max(durationMs / 1000, 0.1);
  const share = (ms: number): CSSProperties => ({ insetInlineStart: `${Math.min(100, ms / length / 10)}%` });
  return (
    <div className="player-line" style={{ "--at": `${Math.min(100, (at / length) * 100)}%` } as CSSProperties}>
      <input
        type="range"
        min={0}
        max={length}
        step={0.1}
        value={Math.min(at, length)}
        aria-label={t("player.place")}
        aria-valuetext={t("player.placeOf", { at: clock(at * 1000), length: clock(durationMs) })}
        onChange={(event) => deck.seek(Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          // As far as left and right go: a tenth of a second, as it can be drawn, is no step for a key.
          const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
          if (by) {
            event.preventDefault();
            deck.by(by);
          }
        }}
      />
      {chapters.map(
        ({ at_ms, title }) => at_ms > 0 && <i key={at_ms} style={share(at_ms)} title={title} aria-hidden />,
      )}
      {marks.map(({ at_ms, title }, i) => (
        <b key={i} style={share(at_ms)} title={title} aria-hidden onClick={() => deck.seek(at_ms / 1000)} />
      ))}
    </div>
  );
}

interface Tooled {
  name: string;
  icon: ComponentType<{ size?: number }>;
  on?: boolean;
  className?: string;
  act: () => void;
}

function Tool({ name, icon: Icon, on, className, act }: Tooled) {
  return (
    <button type="button" className={className} aria-label={name} title={name} aria-pressed={on} onClick={act}>
      <Icon size={20} />
    </button>
  );
}
