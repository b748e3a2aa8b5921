import type { NotesView, ReviewView } from "../api/contract";
import { StatusLine, WritingNotices } from "../drafts/StatusLine";
import { t } from "../text";
import { RichText } from "../ui/RichText";
import { RichTextView } from "../ui/RichTextView";
import { WhoCanSee } from "../ui/WhoCanSee";
import { Conflicted } from "./Answers";
import { useNotes } from "./sheets";

/** Private notes: written by the reviewer, and only theirs unless the cycle says otherwise. Never printed. */
export function Notes({ review }: { review: ReviewView }) {
  const { notes, actions } = review;
  if (!notes) return null;
  return (
    <section className="notes no-print" aria-label={t("review.notes")}>
      {actions.includes("save_notes") ? <Writer review={review} notes={notes} /> : <Reader notes={notes} />}
    </section>
  );
}

function Head({ who, onlyYou }: { who: string; onlyYou: boolean }) {
  return (
    <div className="question-head">
      <h2>{t("review.notes")}</h2>
      <WhoCanSee onlyYou={onlyYou}>{who}</WhoCanSee>
    </div>
  );
}

function Writer({ review, notes }: { review: ReviewView; notes: NotesView }) {
  const writing = useNotes(review, notes);
  const shared = review.cycle.hr_reads_notes;
  return (
    <>
      <Head who={t(shared ? "review.notes.hr" : "review.notes.onlyYou")} onlyYou={!shared} />
      <p className="dim small">{t("review.notes.help")}</p>
      <WritingNotices writing={writing} />
      <RichText
        value={String(writing.fields["text"] ?? "")}
        epoch={writing.epoch}
        onChange={(text) => writing.set("text", text)}
        label={t("review.notes")}
        lines={3}
      />
      <Conflicted writing={writing} name="text" show={(value) => <RichTextView html={String(value ?? "")} />} />
      <div className="notes-foot">
        <StatusLine writing={writing} />
      </div>
    </>
  );
}

function Reader({ notes }: { notes: NotesView }) {
  return (
    <>
      <Head who={t("review.notes.hr")} onlyYou={false} />
      <RichTextView html={notes.text} />
    </>
  );
}
