import { Button, Tabs } from "@mantine/core";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useSearchParams } from "wouter";

import { call } from "../../api/call";
import { Problem } from "../../api/problem";
import { useApiQuery, useRefresh, useApiMutation } from "../../api/hooks";
import { useMe } from "../../api/me";
import { routes } from "./routes";
import { useLatest } from "../../ui/latest";
import { now } from "../../api/session/config";
import { t } from "./text";
import { PersonLink } from "../people";
import { AwaitDetail, DetailPage } from "../../ui/DetailPage";
import { Moment, NotHere } from "../../ui/parts";
import { plainWords } from "./words";
import { useActions } from "./Actions";
import { Comments, useComments } from "./Comments";
import type { CommentView, ReflectionView, TrackView, TranscriptView } from "../../api/contract";
import { Details } from "./Details";
import { lengthWords, StateTag } from "./parts";
import { Deck, type Films } from "./playing/deck";
import { Links } from "./playing/links";
import { Player } from "./playing/Player";
import type { TakeStanding, TakeState } from "./recording/takeUpload";
import { recordingManager } from "./recording/recordingManager";
import { NewManager, Seen, ShareButton, TOUCHED } from "./Sharing";
import { NoFilm, Notices, TrackNotes } from "./Tracks";
import { Chapters, NoTranscript, Transcript } from "./Transcript";
import { ordered, useLocalFilms, useTakeOf } from "./useRecordings";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { Way } from "./Way";
import "./notes.css";
import "./watching.css";

const CaptionEditor = lazy(() => import("./CaptionEditor"));

/** The lists of one's own and of others' reflections. */
const BACK = { href: routes.reflections, text: t("reflections.title") };
const BACK_SHARED = { href: `${routes.reflections}?role=manager`, text: t("reflections.role.manager") };

const ROUTE = "GET /reflections/{reflection_id}";
const SOON = 2_000;
const LATER = 10_000;

/** One reflection: the video, what is said about it, the conversation under it. */
export default function Reflection({ id }: { id: string }) {
  const path = useMemo(() => ({ reflection_id: id }), [id]);
  const asked = useApiQuery(ROUTE, { path }, { every: (known) => (known ? pace(known) : false) });
  const { data } = asked;
  const take = useTakeOf(id);
  // What was recorded here is shown before the server has answered, which without a network takes its time.
  // The same where it was deleted elsewhere: the recording is still on this device.
  const here = !data && take && (!(asked.error instanceof Problem) || take.orphaned);
  if (here) return <Arriving id={id} take={take} />;
  return (
    <AwaitDetail asked={asked} refused={missing}>
      {(reflection) => <Content reflection={reflection} />}
    </AwaitDetail>
  );
}

/** Taken back, deleted, shared with an earlier manager: to anyone who does not see it these are one, so all are named. */
function missing({ status }: Problem) {
  const onward = { href: routes.reflections, text: t("reflection.missing.all") };
  return status === 404 ? (
    <NotHere title={t("reflection.missing")} lead={t("reflection.missing.hint")} onward={onward} />
  ) : null;
}

/** How soon to look again: something is being checked, or written down. */
function pace({ tracks, replies, captions }: ReflectionView): number | false {
  if (replies.some(({ state }) => state === "checking")) return SOON;
  if (tracks.some(({ state }) => state === "checking" || state === "uploading")) return SOON;
  return captions.state === "waiting" ? LATER : false;
}

function Content({ reflection }: { reflection: ReflectionView }) {
  const me = useMe();
  const mine = reflection.owner.id === me.id;
  const take = useTakeOf(reflection.id);
  useNews(reflection, take?.id ?? null, take?.standing ?? null);
  const playable = reflection.tracks.some(({ state }) => state === "playable");
  const busy = reflection.tracks.some(({ state }) => state === "uploading" || state === "checking");
  const { menu, dialogs } = useActions(reflection);
  return (
    <DetailPage
      title={reflection.title}
      lead={
        <>
          {!mine && (
            <>
              <PersonLink person={reflection.owner} /> ·{" "}
            </>
          )}
          <Moment at={reflection.created_at} />
          {reflection.duration_ms !== undefined && ` · ${lengthWords(reflection.duration_ms)}`}
        </>
      }
      back={mine ? BACK : BACK_SHARED}
      state={mine && <StateTag state={reflection.state} />}
      audience={<Seen reflection={reflection} />}
      action={mine && <ShareButton reflection={reflection} ready={playable || (!take && !busy)} />}
      menu={menu}
    >
      {dialogs}
      {mine && <NewManager reflection={reflection} />}
      {take && take.standing !== "done" && take.standing !== "recording" && <Way take={take} />}
      {mine && !take && <TrackNotes reflection={reflection} />}
      {mine && !take && <Notices reflection={reflection} />}
      <Film reflection={reflection} playable={playable} />
    </DetailPage>
  );
}

/** What is new is read now; what has arrived is looked up. */
function useNews(reflection: ReflectionView, take: string | null, standing: TakeStanding | null): void {
  const refresh = useRefresh();
  const { mutate } = useApiMutation("POST /reflections/{reflection_id}/seen", TOUCHED);
  const { id, new: isNew } = reflection;
  useEffect(() => {
    if (isNew) void mutate({ path: { reflection_id: id } });
  }, [id, isNew, mutate]);
  useEffect(() => {
    if (!take || (standing !== "done" && standing !== "cut")) return;
    // What was cut stays here until it was saved, or is not wanted.
    void refresh(...TOUCHED).then(() => standing === "done" && recordingManager.forget(take));
  }, [standing, take, refresh]);
}

/** A recording of this device, as long as nothing else is known of its reflection. */
function Arriving({ id, take }: { id: string; take: TakeState }) {
  const deck = useDeck(id, NONE, take.durationMs);
  return (
    <DetailPage
      title={take.title}
      lead={take.durationMs > 0 && lengthWords(take.durationMs)}
      back={BACK}
      state={null}
      audience={<WhoCanSee onlyYou>{t("reflection.who.onlyYou")}</WhoCanSee>}
    >
      <Way take={take} />
      <div className="watching">
        <div className="watching-film">
          {deck && (
            <Player
              key={deck.kinds.join()}
              deck={deck}
              title={take.title}
              durationMs={take.durationMs}
              chapters={recordingManager.chapters(take.id)}
            />
          )}
        </div>
      </div>
    </DetailPage>
  );
}

const NONE: readonly TrackView[] = [];

/** A deck for what can be played: this device's own films first, while they are on their way. */
function useDeck(id: string, tracks: readonly TrackView[], durationMs: number): Deck | null {
  const local = useLocalFilms(useTakeOf(id));
  const played = ordered(tracks.filter(({ state }) => state === "playable"));
  const names = [...new Set((local?.tracks ?? played).map(({ kind }) => kind))].join();
  const which = local ? "local" : played.map(({ track_id }) => track_id).join();
  const length = useLatest(durationMs);
  const begin = useBegin();
  return useMemo(() => {
    if (which === "") return null;
    const path = { reflection_id: id };
    const ask = local
      ? async () => local
      : async () => (await call("GET /reflections/{reflection_id}/playback", { path })).body as Films;
    const links = new Links(ask, () => now().getTime());
    return new Deck(links, names.split(","), () => length.current / 1000, begin / 1000);
  }, [id, names, which, local, length, begin]);
}

/** The moment, in ms, that the address names: where a citation leads. */
function useBegin(): number {
  const [search] = useSearchParams();
  const at = Number(search.get("at"));
  return Number.isFinite(at) && at > 0 ? at : 0;
}

function Film({ reflection, playable }: { reflection: ReflectionView; playable: boolean }) {
  const take = useTakeOf(reflection.id);
  const durationMs = reflection.duration_ms ?? take?.durationMs ?? 0;
  const deck = useDeck(reflection.id, reflection.tracks, durationMs);
  const comments = useComments(reflection);
  const transcript = useTranscript(reflection);
  const cues = transcript?.cues;
  const seek = useCallback((ms: number) => deck?.seek(ms / 1000), [deck]);
  const marks = useMarks(comments.items);
  const chapters =
    reflection.chapters.length > 0 ? reflection.chapters : take ? recordingManager.chapters(take.id) : [];
  const side = <Side reflection={reflection} comments={comments} transcript={transcript} deck={deck} seek={seek} />;
  const words = (
    <div className="watching-words">
      <Details reflection={reflection} />
    </div>
  );
  // One under the other, on a phone: where two talk, or did, that comes first; before it, what is to be written.
  const talked = reflection.state !== "draft";
  return (
    <div className="watching" data-talked={talked || undefined}>
      <div className="watching-film">
        {deck ? (
          <Player
            key={deck.kinds.join()}
            deck={deck}
            title={reflection.title}
            durationMs={durationMs}
            chapters={chapters}
            marks={marks}
            cues={cues}
            language={reflection.captions.language}
          />
        ) : (
          <NoFilm reflection={reflection} waiting={take !== null || playable} />
        )}
        {deck && <At deck={deck}>{(at) => <Chapters chapters={chapters} at={at} seek={seek} />}</At>}
      </div>
      {talked ? side : words}
      {talked ? words : side}
    </div>
  );
}

/** Where the film is spoken of, as marks upon its length. */
function useMarks(comments: readonly CommentView[] | undefined) {
  return useMemo(
    () =>
      (comments ?? []).flatMap(({ at_ms, author, text }) =>
        at_ms === undefined ? [] : [{ at_ms, title: `${author.name}: ${plainWords(text)}` }],
      ),
    [comments],
  );
}

interface Beside {
  reflection: ReflectionView;
  comments: ReturnType<typeof useComments>;
  transcript: TranscriptView | undefined;
  deck: Deck | null;
  seek: (milliseconds: number) => void;
}

/** What stands beside the film: the conversation, or its words. */
function Side({ reflection, comments, transcript, deck, seek }: Beside) {
  const nowMs = useCallback(() => (deck ? deck.snapshot().at * 1000 : null), [deck]);
  return (
    <Tabs defaultValue="comments" className="watching-side" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="comments">{t("reflection.comments")}</Tabs.Tab>
        <Tabs.Tab value="transcript">{t("reflection.transcript")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="comments">
        <Comments reflection={reflection} comments={comments} now={nowMs} seek={seek} />
      </Tabs.Panel>
      <Tabs.Panel value="transcript">
        <Words reflection={reflection} transcript={transcript} deck={deck} seek={seek} now={nowMs} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** What was said, to be read; its owner can correct it. */
function Words({ reflection, transcript, deck, seek, now }: Omit<Beside, "comments"> & { now: () => number | null }) {
  const [editing, setEditing] = useState(false);
  const cues = transcript?.cues ?? [];
  if (editing) {
    const given = { reflection, transcript, seek, now };
    return (
      <Suspense fallback={null}>
        <CaptionEditor {...given} done={() => setEditing(false)} />
      </Suspense>
    );
  }
  return (
    <>
      {deck && cues.length > 0 ? (
        <At deck={deck}>{(at) => <Transcript cues={cues} at={at} seek={seek} />}</At>
      ) : (
        <NoTranscript captions={reflection.captions} />
      )}
      {deck && reflection.actions.includes("caption") && (
        <Button size="xs" variant="default" mt="sm" onClick={() => setEditing(true)}>
          {t(cues.length > 0 ? "captions.edit" : "captions.write")}
        </Button>
      )}
    </>
  );
}

/** What follows the film, drawn again with each of its steps. */
function At({ deck, children }: { deck: Deck; children: (at: number) => React.ReactNode }) {
  const { at } = useSyncExternalStore(deck.subscribe, deck.snapshot);
  return children(at * 1000);
}

function useTranscript(reflection: ReflectionView): TranscriptView | undefined {
  const path = { reflection_id: reflection.id };
  const ready = reflection.captions.state === "ready";
  return useApiQuery("GET /reflections/{reflection_id}/transcript", { path }, { when: ready }).data;
}
