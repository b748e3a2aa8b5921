import { Button } from "@mantine/core";
import { Link } from "wouter";

import { useApiMutation } from "../../api/hooks";
import { t } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/media";
import { Empty } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import type { ReflectionView, TrackView } from "../../api/contract";
import { RecordIcon } from "./icons";
import { TOUCHED } from "./Sharing";
import { ordered } from "./useRecordings";
import { endedWords } from "./Way";
import "./notes.css";

/** Where a film will be. */
export function NoFilm({ reflection, waiting }: { reflection: ReflectionView; waiting: boolean }) {
  const coming = waiting || reflection.tracks.some(({ state }) => state === "checking");
  if (coming) return <div className="film-coming" role="status" aria-label={t("reflection.coming")} />;
  return (
    <Empty
      title={t("reflection.noFilm")}
      action={
        reflection.actions.includes("record") && (
          <Button component={Link} href={`/reflections/${reflection.id}/record`} leftSection={<RecordIcon size={16} />}>
            {t("reflection.record")}
          </Button>
        )
      }
    />
  );
}

/** What is not as it should be with the files of a reflection that this window does not send itself. */
export function TrackNotes({ reflection }: { reflection: ReflectionView }) {
  const told = reflection.tracks.filter(({ state }) => state !== "playable");
  return told.map((track) => <TrackNote key={track.track_id} reflection={reflection} track={track} />);
}

function TrackNote({ reflection, track }: { reflection: ReflectionView; track: TrackView }) {
  const remove = useApiMutation("DELETE /reflections/{reflection_id}/tracks/{track_id}", TOUCHED);
  const { kind, state, track_id } = track;
  const of = reflection.tracks.length > 1 ? ` (${nameOf(kind)})` : "";
  const gone = (): void => void remove.mutate({ path: { reflection_id: reflection.id, track_id } });
  return (
    <div className="note-card" data-tone={state === "refused" ? "bad" : undefined} role="status">
      <p>
        <strong>{t(`reflection.track.${state as "checking" | "refused" | "uploading"}`, { of })}</strong>{" "}
        {state === "refused" ? refusalOf(track) : t(`reflection.track.${state as "checking" | "uploading"}.hint`)}
      </p>
      {state !== "checking" && reflection.actions.includes("record") && (
        <div className="note-actions">
          {state === "refused" && (
            <Button component={Link} href={`/reflections/${reflection.id}/record`} size="xs">
              {t("reflection.recordAgain")}
            </Button>
          )}
          <Button size="xs" variant="default" loading={remove.busy} onClick={gone}>
            {t("reflection.track.remove")}
          </Button>
        </div>
      )}
      <ProblemNote error={remove.error} />
    </div>
  );
}

/** What its owner should know of recordings that play: why one ended, what was changed in it, who cannot see it. */
export function Notices({ reflection: { state, tracks } }: { reflection: ReflectionView }) {
  const playable = tracks.filter((track) => track.state === "playable");
  // Why it ended is of interest as long as it can be recorded again before somebody sees it.
  // The first one leads: a camera that was gone earlier did not end it.
  const ended = state === "draft" ? endedWords(ordered(playable)[0]?.ended_by) : null;
  const all = [...new Set([...(ended ? [ended] : []), ...playable.flatMap(noticesOf)])];
  return all.map((words) => (
    <div key={words} className="note-card" role="status">
      <p>{words}</p>
    </div>
  ));
}

/** Why a file was not accepted. */
export const refusalOf = ({ problem }: TrackView): string => (problem ? phrase("recording", problem) : "");

/** What is to be known of a file that was accepted. */
export const noticesOf = ({ notices }: TrackView): string[] => notices.map((one) => phrase("notice", one));

const nameOf = (kind: string): string => t(kind === "camera" ? "player.camera" : "player.screen");
