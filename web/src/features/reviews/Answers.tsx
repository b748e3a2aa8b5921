import type { ReactNode } from "react";

import type { FormSectionView, ReviewView, SideView } from "../../api/contract";
import { ConflictChoice } from "../../ui/drafts/ConflictChoice";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { AnswerView, QuestionView } from "../../ui/questions/AnswerView";
import type { Question } from "../../ui/questions/answers";
import { QuestionInput } from "../../ui/questions/QuestionInput";
import { t } from "./text";
import { fieldError } from "../../ui/Problem";
import { RichTextView } from "../../ui/RichTextView";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { CitedMoments } from "./Cite";
import { citationField, citationFields, citedIn } from "./citations";
import { Changed } from "./Overall";
import "./answers.css";

interface Written {
  sections: readonly FormSectionView[];
  writing: Writing;
  review: ReviewView;
  /** The id of what says who can see the answers. */
  seenId: string;
}

/** The questions of one side alone, to be answered. */
export function AnswersToWrite({ sections, writing, review, seenId }: Written) {
  return sections.map((section) => (
    <section key={section.title} className="form-section">
      <h3 className="form-title">{section.title}</h3>
      {section.intro && (
        <div className="dim form-intro">
          <RichTextView html={section.intro} />
        </div>
      )}
      {section.questions.map((question) => (
        <div key={question.id} className="question-place">
          <QuestionInput
            question={question}
            value={writing.fields[question.id]}
            epoch={writing.epoch}
            onChange={(value) => writing.set(question.id, value)}
            error={fieldError(writing.problem, `/answers/${question.id}`)}
            who={<Withheld review={review} question={question} />}
            seenId={isWithheld(review, question) ? undefined : seenId}
          />
          <Conflicted
            writing={writing}
            name={question.id}
            show={(value) => <AnswerView question={question} value={value} />}
          />
        </div>
      ))}
    </section>
  ));
}

interface Conflicting {
  writing: Writing;
  name: string;
  show: (value: unknown) => ReactNode;
}

/** The choice that someone has to make about one field, if there is one. */
export function Conflicted({ writing, name, show }: Conflicting) {
  const conflict = writing.conflicts.find((one) => one.name === name);
  return conflict ? (
    <ConflictChoice conflict={conflict} show={show} choose={(value) => writing.resolve(name, value)} />
  ) : null;
}

/** Whether the reviewee never reads what is answered to a question about them. */
export const isWithheld = ({ audience }: ReviewView, { id }: Question): boolean =>
  audience.withheld?.includes(id) ?? false;

/** The mark of an answer that fewer people read than the side that it belongs to. */
export function Withheld({ review, question, id }: { review: ReviewView; question: Question; id?: string }) {
  if (!isWithheld(review, question)) return null;
  return <WhoCanSee id={id}>{t("review.who.neverReviewee", { name: review.reviewee.name })}</WhoCanSee>;
}

interface Read {
  sections: readonly FormSectionView[];
  side: Pick<SideView, "answers" | "changed" | "citations">;
  /** Marks what its reviewee never reads. */
  review?: ReviewView;
}

/** The answers of one side alone, to be read; what changed since the last time is marked. */
export function AnswersToRead({ sections, side, review }: Read) {
  const changed = new Set(side.changed?.questions);
  const cited = citationFields(side.citations);
  return sections.map((section) => (
    <section key={section.title} className="form-section">
      <h3 className="form-title">{section.title}</h3>
      {section.questions.map((question) => (
        <QuestionView
          key={question.id}
          question={question}
          value={side.answers?.[question.id]}
          mark={
            <>
              {changed.has(question.id) && <Changed />}
              {review && <Withheld review={review} question={question} />}
            </>
          }
        >
          <CitedMoments cited={citedIn(cited[citationField(question.id)])} />
        </QuestionView>
      ))}
    </section>
  ));
}
