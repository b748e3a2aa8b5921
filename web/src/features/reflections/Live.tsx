import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";

import { useTitle } from "../../ui/title";
import { t } from "./text";
import { Unreachable } from "../../api/problem";
import { Confirm } from "../../ui/Confirm";
import { ArrowIcon, CheckIcon, WarningIcon } from "../../ui/icons";
import { useToast } from "../../ui/toasts";
import { type Prompt, PROMPTS } from "./chapters";
import { PauseIcon, RecordIcon, StopIcon } from "./icons";
import { Level } from "./Level";
import { useMovable } from "./movable";
import { clock } from "../../text/clock";
import { megabytes } from "./recording/media";
import type { Recording } from "./recording/recording";
import type { TakeState } from "./recording/takeUpload";
import { recordingManager } from "./recording/recordingManager";
import { Stream } from "./Stream";
import { Troubles, troubleWords } from "./Troubles";
import "./recorder.css";

/** Time is short from here on, in ms. */
const SHORT = 30_000;
/** Bytes that are not "0.0 MB". */
const WORTH_SAYING = 50_000;

interface Running {
  id: string;
  take: TakeState;
  over: () => void;
  /** An answer has no questions to answer. */
  prompted?: boolean;
}

/** While it is recorded: the picture, the time, the three prompts. */
export function Live({ id, take, over, prompted = true }: Running) {
  const recording = recordingManager.recording(id);
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const trouble = recording?.troubles[0];
  useEffect(() => {
    const before = document.title;
    return () => void (document.title = before);
  }, []);
  // The person who records the screen looks at another window: its tab says it, too.
  useTitle(trouble ? `⚠ ${troubleWords(trouble)}` : t("recorder.running"));
  const level = useCallback(() => recording?.level() ?? 0, [recording]);
  if (!recording) return null;
  const paused = recording.phase === "paused";
  const discard = (): void =>
    void recordingManager.discard(id, true).then(over, () => toast(t("reflection.way.discard.failed")));
  return (
    <div className="live">
      <Head recording={recording} />
      <Said recording={recording} />
      <Troubles recording={recording} />
      <div className={prompted ? "live-stage" : ""}>
        <div>
          <Preview recording={recording} />
          {recording.voiced && <Level of={level} />}
        </div>
        {prompted && <Prompts id={id} recording={recording} />}
      </div>
      <div className="live-buttons">
        <Button size="md" color="red" leftSection={<StopIcon size={16} />} onClick={() => recording.stop()}>
          {t("recorder.stop")}
        </Button>
        <Button
          size="md"
          variant="default"
          leftSection={paused ? <RecordIcon size={16} /> : <PauseIcon size={16} />}
          onClick={() => (paused ? recording.resume() : recording.pause())}
        >
          {t(paused ? "recorder.resume" : "recorder.pause")}
        </Button>
        {recording.channels.length > 1 && (
          <Button size="md" variant="default" onClick={() => recording.turn("camera", recording.isOff("camera"))}>
            {t(recording.isOff("camera") ? "recorder.camera.on" : "recorder.camera.off")}
          </Button>
        )}
        <Button
          size="md"
          variant="subtle"
          color="gray"
          onClick={() => {
            recording.pause();
            setAsking(true);
          }}
        >
          {t("recorder.discard")}
        </Button>
        <Kept take={take} reduced={recording.reduced} />
      </div>
      <Confirm
        opened={asking}
        title={t("recorder.discard.title")}
        yes={t("recorder.discard")}
        no={t("recorder.discard.no")}
        danger
        onYes={discard}
        onNo={() => {
          setAsking(false);
          recording.resume();
        }}
      >
        {t("recorder.discard.text")}
      </Confirm>
    </div>
  );
}

/** Whether it runs, for how long, and how much longer it can. */
function Head({ recording }: { recording: Recording }) {
  const paused = recording.phase === "paused";
  return (
    <h1 className="live-head" tabIndex={-1}>
      <span className="live-dot" data-paused={paused || undefined} aria-hidden />
      {t(recording.phase === "starting" ? "recorder.starting" : paused ? "recorder.paused" : "recorder.running")}
      <span className="live-time">{clock(recording.elapsedMs)}</span>
      <span className="live-left" data-short={recording.leftMs < SHORT || undefined}>
        {t("recorder.left", { time: clock(recording.leftMs + 999) })}
      </span>
    </h1>
  );
}

/** What someone hears who does not see the red point. */
function Said({ recording }: { recording: Recording }) {
  const short = recording.leftMs < SHORT;
  const words = recording.phase === "paused" ? "recorder.said.paused" : "recorder.said.running";
  return (
    <p className="hidden-words" role="status">
      {t(words)} {short && t("recorder.said.short")}
    </p>
  );
}

/** Where the bytes are. */
function Kept({ take: { error, full, sent, size }, reduced }: { take: TakeState; reduced: boolean }) {
  const trouble = full || error !== null;
  if (!trouble && size < WORTH_SAYING) return null;
  return (
    <span className="live-kept small" data-trouble={trouble || undefined}>
      {trouble ? <WarningIcon size={15} /> : <CheckIcon size={15} />}
      {full
        ? t("recorder.full")
        : error
          ? t(error instanceof Unreachable ? "recorder.offline" : "recorder.uploadLater", { size: megabytes(size) })
          : t(sent > 0 ? "recorder.kept" : "recorder.keptHere", { size: megabytes(size), sent: megabytes(sent) })}
      {reduced && ` ${t("recorder.reduced")}`}
    </span>
  );
}

function Preview({ recording }: { recording: Recording }) {
  const [lead, camera] = recording.channels;
  return (
    <div className="live-preview">
      {lead && <Stream stream={lead.stream} name={t(`player.${lead.kind}`)} />}
      {camera && !recording.isOff("camera") && <Bubble stream={camera.stream} />}
    </div>
  );
}

/** The camera over the screen: it can be moved out of the way. */
function Bubble({ stream }: { stream: MediaStream }) {
  const movable = useMovable();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys move it
    <div className="live-small" role="group" tabIndex={0} aria-label={t("recorder.bubble")} {...movable}>
      <Stream stream={stream} name={t("player.camera")} />
    </div>
  );
}

/** The three questions; "Next" sets a mark at which the other one can listen later. */
function Prompts({ id, recording }: { id: string; recording: Recording }) {
  const [at, setAt] = useState(() => Math.max(0, recordingManager.chapters(id).length - 1));
  const title = (prompt: Prompt | undefined): string => (prompt ? t(`reflection.prompt.${prompt}`) : "");
  useEffect(() => {
    if (recordingManager.chapters(id).length === 0) recordingManager.mark(id, 0, title(PROMPTS[0]));
  }, [id]);
  const next = (): void => {
    recordingManager.mark(id, recording.placeMs, title(PROMPTS[at + 1]));
    setAt(at + 1);
  };
  return (
    <div className="live-prompts">
      <ol aria-label={t("recorder.prompts")}>
        {PROMPTS.map((prompt, i) => (
          <li key={prompt} aria-current={i === at ? "step" : undefined} data-done={i < at || undefined}>
            <strong>{title(prompt)}</strong>
            {i === at && <span>{t(`reflection.prompt.${prompt}.hint`)}</span>}
          </li>
        ))}
      </ol>
      {at < PROMPTS.length - 1 && (
        <Button variant="light" rightSection={<ArrowIcon size={16} />} onClick={next}>
          {t("recorder.next", { prompt: title(PROMPTS[at + 1]) })}
        </Button>
      )}
    </div>
  );
}
