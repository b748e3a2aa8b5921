import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";

import { usePages, useApiMutation } from "../../api/hooks";
import { useMe } from "../../api/me";
import { List, Rows } from "../../ui/List";
import { device } from "../../ui/drafts/device";
import { textOf } from "../../ui/drafts/merge";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { TrashIcon } from "../../ui/icons";
import { Face, Moment } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { RichText } from "../../ui/RichText";
import { RichTextView } from "../../ui/RichTextView";
import type { CommentView, ReflectionView } from "../../api/contract";
import { clock } from "../../text/clock";
import { Replies, useReplies } from "./Replies";
import { ReplyVideo } from "./ReplyVideo";
import { readingShelf, useCommentFiles } from "./useCommentFiles";

const Files = lazy(() => import("../../ui/files/Files"));

const ROUTE = "GET /reflections/{reflection_id}/comments";
const TOUCHED = [ROUTE, "GET /reflections/{reflection_id}", "GET /reflections"] as const;
/** While somebody sees the screen, the other one's comments appear within five seconds. */
const LOOK = 4_000;

/** All that was said: the newest stand at the end, and would be behind "Show more". */
export function useComments(reflection: ReflectionView) {
  const pages = usePages(ROUTE, { path: { reflection_id: reflection.id } }, { every: LOOK });
  const { more, loadingMore } = pages;
  useEffect(() => {
    if (!loadingMore) more?.();
  }, [more, loadingMore]);
  return pages;
}

interface Talked {
  reflection: ReflectionView;
  comments: ReturnType<typeof useComments>;
  /** Where the film is, in ms; null where there is none. */
  now: () => number | null;
  seek: (milliseconds: number) => void;
}

/** The conversation of the two: at a second of the video, or in general. */
export function Comments({ reflection, comments, now, seek }: Talked) {
  const mayTalk = reflection.actions.includes("comment");
  return (
    <div className="comments">
      <List
        list={comments}
        empty={
          <p className="dim comments-none">{t(mayTalk ? "reflection.comments.none" : "reflection.comments.later")}</p>
        }
      >
        {(items) => (
          <Rows items={items} label={t("reflection.comments")} keyOf={({ id }) => id}>
            {(comment) => <Comment reflection={reflection} comment={comment} seek={seek} />}
          </Rows>
        )}
      </List>
      {mayTalk && <Composer reflection={reflection} now={now} />}
    </div>
  );
}

function Comment({ reflection, comment, seek }: Pick<Talked, "reflection" | "seek"> & { comment: CommentView }) {
  const remove = useApiMutation("DELETE /reflections/{reflection_id}/comments/{comment_id}", TOUCHED);
  const [asking, setAsking] = useState(false);
  const { id, author, at, at_ms, text, actions } = comment;
  return (
    <article className="comment">
      <Face name={author.name} />
      <div className="comment-main">
        <div className="comment-head">
          <strong>{author.name}</strong>
          <span className="dim small">
            <Moment at={at} />
          </span>
          {actions.includes("delete") && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("reflection.comment.delete")}
              onClick={() => setAsking(true)}
            >
              <TrashIcon size={15} />
            </ActionIcon>
          )}
        </div>
        {at_ms !== undefined && <SecondButton at={at_ms} seek={seek} />}
        {comment.video && <ReplyVideo reflectionId={reflection.id} comment={comment} video={comment.video} />}
        {text && <RichTextView html={text} />}
        {comment.attachments.length > 0 && <Attached reflection={reflection} comment={comment} />}
        <ProblemNote error={remove.error} />
      </div>
      <Confirm
        opened={asking}
        title={t("reflection.comment.delete.title")}
        yes={t("reflection.comment.delete")}
        danger
        busy={remove.busy}
        onNo={() => setAsking(false)}
        onYes={() =>
          void remove.mutate({ path: { reflection_id: reflection.id, comment_id: id } }).then(() => setAsking(false))
        }
      >
        {t("reflection.comment.delete.text")}
      </Confirm>
    </article>
  );
}

/** The files beside a comment, to be fetched. */
function Attached({ reflection, comment }: Pick<Talked, "reflection"> & { comment: CommentView }) {
  const shelf = useMemo(() => readingShelf(reflection.id), [reflection.id]);
  return (
    <Suspense fallback={null}>
      <Files shelf={shelf} files={comment.attachments} may={false} plain />
    </Suspense>
  );
}

/** A moment of the video, leading there. */
export function SecondButton({ at, seek }: { at: number; seek: (milliseconds: number) => void }) {
  return (
    <button
      type="button"
      className="second"
      aria-label={t("reflection.jump", { at: clock(at) })}
      onClick={() => seek(at)}
    >
      {clock(at)}
    </button>
  );
}

/** A comment in the making stays on this device until it is sent. */
function useDraft(name: string): [string, (text: string) => void, number] {
  const [text, setText] = useState("");
  const [epoch, setEpoch] = useState(0);
  useEffect(() => {
    void device.drafts
      .read(name)
      .then((draft) => {
        if (!draft) return;
        setText(textOf(draft.fields["text"]));
        setEpoch((before) => before + 1);
      })
      .catch(() => undefined);
  }, [name]);
  const set = (html: string): void => {
    setText(html);
    const kept = html
      ? device.drafts.write({ key: name, etag: "", base: {}, fields: { text: html }, at: Date.now() })
      : device.drafts.remove(name);
    void kept.catch(() => undefined);
    if (!html) setEpoch((before) => before + 1);
  };
  return [text, set, epoch];
}

/** A film that has not begun to play is spoken of as a whole. */
const isMoment = (second: number | null): second is number => second !== null && second > 0;

/** A comment in the making: its text and files, the moment it speaks of, and sending it. */
function useComposing(reflection: ReflectionView, now: () => number | null) {
  const me = useMe();
  const [text, setText, epoch] = useDraft(`${me.id}/comment/${reflection.id}`);
  const attached = useCommentFiles(reflection);
  const replies = useReplies(reflection);
  const { mutate, busy, error } = useApiMutation("POST /reflections/{reflection_id}/comments", TOUCHED);
  const [bound, setBound] = useState(true);
  const [second, setSecond] = useState<number | null>(null);
  const key = useRef(crypto.randomUUID());
  const write = (html: string): void => {
    // The moment at which one begins to write is the one that is meant.
    if (!text && html) setSecond(now());
    setText(html);
  };
  const send = async (): Promise<void> => {
    const at = bound && isMoment(second) ? { at_ms: Math.round(second) } : {};
    const withFiles = attached.ids.length > 0 ? { attachment_ids: attached.ids } : {};
    const withVideo = replies.ids.length > 0 ? { track_ids: replies.ids } : {};
    const given = { path: { reflection_id: reflection.id }, body: { text, ...at, ...withFiles, ...withVideo } };
    if (!(await mutate(given, { key: key.current }))) return;
    key.current = crypto.randomUUID();
    setText("");
    attached.sent();
    setSecond(null);
    setBound(true);
  };
  return { text, epoch, write, attached, replies, second, bound, setBound, send, busy, error };
}

function Composer({ reflection, now }: Pick<Talked, "now" | "reflection">) {
  const { text, epoch, write, attached, replies, second, bound, setBound, send, busy, error } = useComposing(
    reflection,
    now,
  );
  const underway = attached.underway || replies.recording !== null || replies.underway.length > 0;
  const ready = (Boolean(text) || replies.ids.length > 0) && !underway && !busy;
  const press = (event: React.KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    // Not a new line in the editor, too.
    event.preventDefault();
    event.stopPropagation();
    if (ready) void send();
  };
  return (
    <div className="composer" onKeyDownCapture={press}>
      <RichText
        value={text}
        epoch={epoch}
        onChange={write}
        label={t("reflection.comment.write")}
        placeholder={t("reflection.comment.write")}
        lines={2}
      />
      {attached.may && (
        <Suspense fallback={null}>
          <Files shelf={attached.shelf} files={attached.files} may plain />
        </Suspense>
      )}
      <ProblemNote error={error} />
      <Replies reflection={reflection} of={replies} />
      <div className="composer-foot">
        {isMoment(second) && (
          <Checkbox
            checked={bound}
            label={t("reflection.comment.at", { at: clock(second) })}
            onChange={(event) => setBound(event.currentTarget.checked)}
          />
        )}
        <Button
          size="sm"
          disabled={!ready}
          loading={busy}
          title={t("reflection.comment.send.hint")}
          onClick={() => void send()}
        >
          {t("reflection.comment.send")}
        </Button>
      </div>
    </div>
  );
}
