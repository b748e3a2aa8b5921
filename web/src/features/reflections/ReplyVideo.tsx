import { Button } from "@mantine/core";
import { useMemo, useState } from "react";

import { call } from "../../api/call";
import { useApiQuery } from "../../api/hooks";
import type { CommentView, VideoView } from "../../api/contract";
import { now } from "../../api/session/config";
import { t } from "./text";
import { PlayIcon } from "./icons";
import { Deck } from "./playing/deck";
import { Links } from "./playing/links";
import { Player } from "./playing/Player";
import { clock } from "../../text/clock";
import { ordered } from "./useRecordings";

interface Shown {
  reflectionId: string;
  comment: CommentView;
  video: VideoView;
}

/** An answer by video, in the conversation: fetched when somebody wants to watch it. */
export function ReplyVideo({ reflectionId, comment, video }: Shown) {
  const [opened, setOpened] = useState(false);
  const length = Math.max(0, ...video.tracks.map(({ duration_ms }) => duration_ms ?? 0));
  if (video.state === "refused") return <p className="dim small">{t("reply.refused")}</p>;
  if (video.state !== "playable") return <p className="dim small">{t("reply.checking")}</p>;
  if (opened) return <Film reflectionId={reflectionId} comment={comment} video={video} length={length} />;
  return (
    <Button size="xs" variant="light" mb={4} leftSection={<PlayIcon size={14} />} onClick={() => setOpened(true)}>
      {t("reply.play", { length: clock(length) })}
    </Button>
  );
}

function Film({ reflectionId, comment, video, length }: Shown & { length: number }) {
  const path = useMemo(() => ({ reflection_id: reflectionId, comment_id: comment.id }), [reflectionId, comment.id]);
  const ready = video.captions.state === "ready";
  const route = "GET /reflections/{reflection_id}/comments/{comment_id}/transcript";
  const cues = useApiQuery(route, { path }, { when: ready }).data?.cues;
  const names = ordered(video.tracks)
    .map(({ kind }) => kind)
    .join();
  const deck = useMemo(() => {
    const ask = async () =>
      (await call("GET /reflections/{reflection_id}/comments/{comment_id}/playback", { path })).body;
    const made = new Deck(new Links(ask, () => now().getTime()), names.split(","), () => length / 1000);
    void made.play();
    return made;
  }, [path, names, length]);
  return (
    <Player
      deck={deck}
      title={t("reply.by", { name: comment.author.name })}
      durationMs={length}
      cues={cues}
      language={video.captions.language}
      inside
    />
  );
}
