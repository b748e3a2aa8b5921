import { useId } from "react";

import type { NotesView, ReviewView } from "../../api/contract";
import { StatusLine, WritingNotices } from "../../ui/drafts/StatusLine";
import { useMe } from "../../api/me";
import { textOf } from "../../ui/drafts/merge";
import { t } from "./text";
import { RichText } from "../../ui/RichText";
import { RichTextView } from "../../ui/RichTextView";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { Conflicted } from "./Answers";
import { whoReads } from "./audience";
import { useNotes } from "./documents";

/** Private notes: written by the reviewer, and only theirs unless the cycle says otherwise. Never printed. */
export function Notes({ review }: { review: ReviewView }) {
  const { notes, actions } = review;
  if (!notes) return null;
  return (
    <section className="notes no-print" aria-label={t("review.notes")}>
      {actions.includes("save_notes") ? (
        <Writer review={review} notes={notes} />
      ) : (
        <Reader review={review} notes={notes} />
      )}
    </section>
  );
}

function Head({ review, seenId }: { review: ReviewView; seenId?: string }) {
  const { text, onlyYou } = whoReads(review, "notes", useMe().id);
  return (
    <div className="question-head">
      <h2>{t("review.notes")}</h2>
      <WhoCanSee id={seenId} onlyYou={onlyYou}>
        {text}
      </WhoCanSee>
    </div>
  );
}

function Writer({ review, notes }: { review: ReviewView; notes: NotesView }) {
  const writing = useNotes(review, notes);
  const seenId = useId();
  return (
    <>
      <Head review={review} seenId={seenId} />
      <p className="dim small">{t("review.notes.help")}</p>
      <WritingNotices writing={writing} />
      <RichText
        value={textOf(writing.fields["text"])}
        epoch={writing.epoch}
        onChange={(text) => writing.set("text", text)}
        label={t("review.notes")}
        describedBy={seenId}
        lines={3}
      />
      <Conflicted writing={writing} name="text" show={(value) => <RichTextView html={textOf(value)} />} />
      <div className="notes-foot">
        <StatusLine writing={writing} />
      </div>
    </>
  );
}

function Reader({ review, notes }: { review: ReviewView; notes: NotesView }) {
  return (
    <>
      <Head review={review} />
      <RichTextView html={notes.text} />
    </>
  );
}
