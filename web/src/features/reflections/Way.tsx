import { Button } from "@mantine/core";
import { useState } from "react";

import { useRefresh } from "../../api/hooks";
import { t, tOr } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/media";
import { CheckIcon, CloudIcon, WarningIcon } from "../../ui/icons";
import { wordsFor } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { Problem, Unreachable } from "../../api/problem";
import { Discard } from "./Discard";
import { lengthWords } from "./parts";
import { TOUCHED } from "./Sharing";
import { megabytes } from "./recording/media";
import type { TakeState } from "./recording/takeUpload";
import { recordingManager } from "./recording/recordingManager";
import { saveFiles, useRestart } from "./useRecordings";
import "./notes.css";

/** How far a recording is on its way, what is wrong with it, and what can be done. */
export function Way({ take, discarded }: { take: TakeState; discarded?: () => void }) {
  const [asking, setAsking] = useState(false);
  const restart = useRestart();
  const discard = useDiscard(take, discarded, () => setAsking(false));
  const { standing, sent, size } = take;
  const trouble = standing === "failed" || standing === "refused" || standing === "cut";
  const share = size > 0 ? Math.min(1, sent / size) : 0;
  const Icon = trouble ? WarningIcon : standing === "done" ? CheckIcon : CloudIcon;
  return (
    <div className="way" data-trouble={trouble || undefined}>
      <div className="way-head" role="status">
        <Icon size={18} />
        <strong>{headOf(take)}</strong>
        <span className="dim small">{wordsOf(take)}</span>
      </div>
      {!trouble && standing !== "done" && (
        <progress
          value={standing === "checking" ? undefined : share}
          max={1}
          aria-label={t("reflection.way.progress")}
        />
      )}
      {endedWords(take.endedBy) && (
        <p className="small" role="status">
          {endedWords(take.endedBy)}
        </p>
      )}
      {take.full && <p className="small">{t("recorder.full")}</p>}
      {trouble && (
        <div className="note-actions">
          {take.orphaned && (
            <Button size="xs" onClick={() => restart(take.id)}>
              {t("reflection.way.restart")}
            </Button>
          )}
          {standing === "failed" && !take.orphaned && (
            <Button size="xs" onClick={() => recordingManager.retry(take.id)}>
              {t("app.retry")}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => void recordingManager.files(take.id).then(saveFiles)}>
            {t("reflection.way.save")}
          </Button>
          {standing === "cut" ? (
            <Button size="xs" variant="default" onClick={() => void recordingManager.removeCopy(take.id)}>
              {t("reflection.way.cut.remove")}
            </Button>
          ) : (
            <Button size="xs" variant="default" onClick={() => setAsking(true)}>
              {t("reflection.way.discard")}
            </Button>
          )}
        </div>
      )}
      <Discard opened={asking} yes={() => void discard()} no={() => setAsking(false)} />
    </div>
  );
}

/** On the screen of a reflection what was written in it stays; where there is no such screen yet, nothing does. */
function useDiscard(take: TakeState, discarded: (() => void) | undefined, failed: () => void): () => Promise<void> {
  const refresh = useRefresh();
  const toast = useToast();
  return async () => {
    try {
      await recordingManager.discard(take.id, discarded !== undefined);
    } catch {
      failed();
      toast(t("reflection.way.discard.failed"));
      return;
    }
    await refresh(...TOUCHED);
    discarded?.();
  };
}

/** How it stands, in a word or a sentence. */
export function headOf({ orphaned, standing, uploadedMs, durationMs }: TakeState): string {
  if (orphaned) return t("reflection.way.gone");
  return standing === "cut" ? cutWords(uploadedMs ?? 0, durationMs) : t(`reflection.way.${standing}`);
}

/** How much of a recording was uploaded, where that was not all of it. */
export const cutWords = (uploadedMs: number, durationMs: number): string =>
  t("reflection.way.cut", { time: lengthWords(uploadedMs), whole: lengthWords(durationMs) });

/** Why a recording ended, where somebody did not simply end it. */
export function endedWords(endedBy: string | null | undefined): string | null {
  return endedBy && endedBy !== "stopped" ? tOr("recorder.ended", endedBy) : null;
}

function wordsOf({ standing, sent, size, leftMs, error, problem, orphaned }: TakeState): string {
  if (orphaned) return t("reflection.way.gone.hint");
  if (standing === "refused") return problem ? phrase("recording", problem) : "";
  if (standing === "failed") return whyFailed(error);
  if (standing === "waiting") return t(error instanceof Unreachable ? "reflection.way.offline" : "reflection.way.busy");
  if (standing === "checking" || standing === "finishing") return t("reflection.way.soon");
  if (standing === "cut") return t("reflection.way.cut.hint");
  if (standing === "done") return "";
  const told = t("reflection.way.sent", { sent: megabytes(sent), size: megabytes(size) });
  return leftMs === null
    ? told
    : `${told} · ${t("reflection.way.left", { time: lengthWords(Math.max(1_000, leftMs)) })}`;
}

function whyFailed(error: Error | null): string {
  if (!(error instanceof Problem)) return error?.message ?? "";
  // The field says what is wrong with it; the document says only that something is.
  if (error.fields.length > 0) return error.fields.map(({ detail }) => detail).join(" ");
  return error.status === 429 ? `${wordsFor(error)} ${t("reflection.way.kept")}` : wordsFor(error);
}
