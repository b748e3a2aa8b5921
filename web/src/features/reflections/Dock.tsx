import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";

import { useRefresh } from "../../api/hooks";
import { useMe } from "../../api/me";
import { routes } from "./routes";
import { t } from "./text";
import { Moment } from "../../ui/parts";
import { useToast } from "../../ui/toasts";
import { Discard } from "./Discard";
import { lengthWords } from "./parts";
import { clock } from "../../text/clock";
import type { TakeState } from "./recording/takeUpload";
import { type Left, recordingManager } from "./recording/recordingManager";
import { TOUCHED } from "./Sharing";
import { VideoFile } from "./Upload";
import { cutWords, endedWords, headOf } from "./Way";
import { saveFiles, useGuard, useRestart, useTakes } from "./useRecordings";
import "./dock.css";
import "./notes.css";

/** Wherever one is: what is still being recorded or sent, and what was left on this device, to be gone on with. */
export default function Dock() {
  useGuard();
  const [path] = useLocation();
  const takes = useTakes().filter((take) => take.standing !== "done" && !isShown(take, path));
  const [left, look] = useLeft();
  if (takes.length === 0 && left.length === 0) return null;
  return (
    <section className="dock" aria-label={t("dock.label")}>
      {takes.map((take) => (
        <Running key={take.id} take={take} />
      ))}
      {left.map((one) => (
        <Found key={one.take.id} left={one} look={look} />
      ))}
    </section>
  );
}

/** The screen at this address shows it itself. */
function isShown(take: TakeState, path: string): boolean {
  if (take.reply) return path === `/reflections/${take.reflectionId}`;
  if (path === "/reflections/new") return take.standing === "recording" || take.reflectionId === null;
  return path.startsWith(`/reflections/${take.reflectionId}`);
}

function useLeft(): [Left[], () => void] {
  const me = useMe();
  const [left, setLeft] = useState<Left[]>([]);
  const look = useCallback(
    () =>
      void recordingManager
        .left(me.id)
        .then(setLeft)
        .catch(() => undefined),
    [me.id],
  );
  useEffect(() => {
    look();
    const visible = (): void => {
      if (document.visibilityState === "visible") look();
    };
    document.addEventListener("visibilitychange", visible);
    return () => document.removeEventListener("visibilitychange", visible);
  }, [look]);
  return [left, look];
}

function Running({ take }: { take: TakeState }) {
  const { id, standing, reflectionId, sent, size, durationMs } = take;
  const recording = standing === "recording";
  const restart = useRestart();
  const share = size > 0 ? Math.floor((100 * sent) / size) : 0;
  return (
    <div className="dock-card">
      <div>
        <strong>{headOf(take)}</strong>{" "}
        <span className="dim small">
          {recording ? clock(durationMs) : standing === "sending" ? t("dock.share", { share }) : take.title}
        </span>
        {!recording && endedWords(take.endedBy) && <div className="small">{endedWords(take.endedBy)}</div>}
      </div>
      <div className="note-actions">
        {recording && (
          <Button size="xs" color="red" onClick={() => recordingManager.recording(id)?.stop()}>
            {t("recorder.stop")}
          </Button>
        )}
        {(standing === "failed" || standing === "refused" || standing === "cut") && (
          <>
            {take.orphaned && (
              <Button size="xs" onClick={() => restart(id)}>
                {t("reflection.way.restart")}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => void recordingManager.files(id).then(saveFiles)}>
              {t("dock.save")}
            </Button>
          </>
        )}
        <Button
          size="xs"
          variant="default"
          component={Link}
          href={!recording && reflectionId ? `/reflections/${reflectionId}` : "/reflections/new"}
        >
          {t("dock.show")}
        </Button>
      </div>
    </div>
  );
}

/** A crash, a reload, a lost network: nothing is lost, it goes on from what has arrived. */
function Found({ left, look }: { left: Left; look: () => void }) {
  const [asking, setAsking] = useState(false);
  const { busy, go, discard } = useGoingOn(left, look);
  const { take, durationMs, ownName } = left;
  return (
    <div className="dock-card" data-found>
      <div>
        <strong>
          {take.cut ? cutWords(take.uploadedMs ?? 0, durationMs) : t(ownName ? "dock.foundFile" : "dock.found")}
        </strong>
        <div className="small">
          {take.title} · {durationMs > 0 && <>{lengthWords(durationMs)} · </>}
          <Moment at={new Date(take.startedAt).toISOString()} />
        </div>
        <div className="dim small">
          {ownName
            ? t("dock.found.file", { name: ownName })
            : t(take.cut ? "reflection.way.cut.hint" : "dock.found.hint")}
        </div>
      </div>
      <div className="note-actions">
        {ownName ? (
          <OwnFile go={go} />
        ) : (
          !take.cut && (
            <Button size="xs" loading={busy} onClick={() => void go(null)}>
              {t("dock.go")}
            </Button>
          )
        )}
        {!ownName && (
          <Button size="xs" variant="default" onClick={() => void recordingManager.filesLeft(left).then(saveFiles)}>
            {t("dock.save")}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => (take.cut ? void discard() : setAsking(true))}>
          {t(take.cut ? "reflection.way.cut.remove" : "dock.discard")}
        </Button>
      </div>
      <Discard
        opened={asking}
        busy={busy}
        yes={() => void discard().then(() => setAsking(false))}
        no={() => setAsking(false)}
      />
    </div>
  );
}

/** What can be done with something that was left: going on, for a file of one's own with the same file, or not. */
function useGoingOn(left: Left, look: () => void) {
  const [busy, setBusy] = useState(false);
  const [path, navigate] = useLocation();
  const refresh = useRefresh();
  const toast = useToast();
  const { take, ownName } = left;
  const go = async (own: File | null): Promise<void> => {
    if (own && !isSame(own, left)) {
      toast(t("dock.otherFile", { name: ownName ?? "" }));
      return;
    }
    setBusy(true);
    try {
      await recordingManager.resume(left, own);
    } catch {
      setBusy(false);
      toast(t("dock.go.failed"));
      return;
    }
    look();
    navigate(take.reflectionId ? `/reflections/${take.reflectionId}` : "/reflections");
  };
  const discard = async (): Promise<void> => {
    setBusy(true);
    try {
      await recordingManager.discardLeft(left);
      // A reflection that was made for it went with it: there is nothing to be seen there any more.
      const gone = take.created && !take.cut && path.startsWith(`/reflections/${take.reflectionId}`);
      if (gone) navigate(routes.reflections);
      await refresh(...TOUCHED);
    } catch {
      toast(t("reflection.way.discard.failed"));
    }
    setBusy(false);
    look();
  };
  return { busy, go, discard };
}

/** A file that one had chosen has to be chosen again. */
function OwnFile({ go }: { go: (own: File) => Promise<void> }) {
  return (
    <label className="dock-file">
      {t("dock.choose")}
      <VideoFile chosen={(file) => void go(file)} />
    </label>
  );
}

function isSame(own: File, { files }: Left): boolean {
  const before = files[0]?.own;
  return before?.name === own.name && before.size === own.size;
}
