import { ActionIcon, Button } from "@mantine/core";
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";

import { useRefresh, useApiMutation } from "../../api/hooks";
import type { ReflectionView, TrackView } from "../../api/contract";
import { t } from "./text";
import { TrashIcon } from "../../ui/icons";
import { ProblemNote } from "../../ui/Problem";
import { CameraIcon } from "./icons";
import { clock } from "../../text/clock";
import type { TakeState } from "./recording/takeUpload";
import { recordingManager } from "./recording/recordingManager";
import { TOUCHED } from "./Sharing";
import { noticesOf, refusalOf } from "./Tracks";
import { useReplyTakes } from "./useRecordings";
import { Way } from "./Way";

const Reply = lazy(() => import("./Reply"));

/** A video answer in the making: what is recorded or sent in this window, and what has arrived and is in no comment. */
export function useReplies(reflection: ReflectionView) {
  const takes = useReplyTakes(reflection.id);
  const refresh = useRefresh();
  const arrived = takes.filter(({ standing }) => ["checking", "cut", "done"].includes(standing));
  const names = arrived.map(({ id, standing }) => id + standing).join();
  const further = useEffectEvent(() => {
    const over = arrived.filter(isOver);
    void refresh(...TOUCHED).then(() => {
      for (const { id } of over) recordingManager.forget(id);
    });
  });
  useEffect(() => {
    if (names) further();
  }, [names]);
  const tracks = reflection.replies.filter(({ state }) => state === "checking" || state === "playable");
  return {
    recording: takes.find(({ standing }) => standing === "recording") ?? null,
    underway: takes.filter(({ standing }) => !["checking", "done", "recording"].includes(standing)),
    tracks,
    // One that was sent from this window says so itself.
    refused: takes.some(({ standing }) => standing === "refused")
      ? []
      : reflection.replies.filter(({ state }) => state === "refused"),
    ids: tracks.map(({ track_id }) => track_id),
  };
}

const isOver = ({ standing }: TakeState): boolean => standing === "done";

/** What there is of it, and the button to record one. */
export function Replies({ reflection, of }: { reflection: ReflectionView; of: ReturnType<typeof useReplies> }) {
  const { recording, underway, tracks, refused } = of;
  const [opened, setOpened] = useState(false);
  const free = tracks.length === 0 && underway.length === 0;
  return (
    <>
      {underway.map((take) => (
        <Way key={take.id} take={take} />
      ))}
      {[...tracks, ...refused].map((track) => (
        <Recorded key={track.track_id} reflection={reflection} track={track} />
      ))}
      {free && (
        <Button size="sm" variant="default" leftSection={<CameraIcon size={16} />} onClick={() => setOpened(true)}>
          {t("reply.record")}
        </Button>
      )}
      {(opened || recording) && (
        <Suspense>
          <Reply
            reflection={reflection}
            take={recording}
            begun={() => setOpened(false)}
            close={() => setOpened(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** One that has arrived: it goes with the comment, unless it is taken away. */
function Recorded({ reflection, track }: { reflection: ReflectionView; track: TrackView }) {
  const remove = useApiMutation("DELETE /reflections/{reflection_id}/tracks/{track_id}", TOUCHED);
  const path = { reflection_id: reflection.id, track_id: track.track_id };
  return (
    <div className="reply-ready">
      <CameraIcon size={16} />
      <div className="reply-words" role="status">
        {track.state === "refused" ? refusalOf(track) : t("reply.ready")}
        {track.duration_ms !== undefined && ` · ${clock(track.duration_ms)}`}
        {noticesOf(track).map((words) => (
          <p key={words} className="dim small">
            {words}
          </p>
        ))}
        <ProblemNote error={remove.error} />
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("reply.remove")}
        loading={remove.busy}
        onClick={() => void remove.mutate({ path })}
      >
        <TrashIcon size={15} />
      </ActionIcon>
    </div>
  );
}
