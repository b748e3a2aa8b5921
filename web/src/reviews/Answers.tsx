import type { ChartView, ReflectionItem, ReviewsSectionView, ReviewView, SideView } from "../api/contract";
import { AnswerView, QuestionView } from "../questions/AnswerView";
import type { Question } from "../questions/answers";
import { QuestionInput } from "../questions/QuestionInput";
import { ConflictChoice } from "../drafts/ConflictChoice";
import type { Writing } from "../drafts/useSheet";
import { t } from "../text";
import { Position2D, type Place } from "../ui/Position2D";
import { fieldError } from "../ui/Problem";
import { Tag } from "../ui/parts";
import { Rating, RatingView, type Step } from "../ui/Rating";
import { RichTextView } from "../ui/RichTextView";
import { WhoCanSee } from "../ui/WhoCanSee";
import { Citations, CitedMoments } from "./Cite";
import { citationField, citationFields, citedIn } from "./citing";
import { POSITION, RATING } from "./sheets";
import "./answers.css";

interface Written {
  sections: readonly ReviewsSectionView[];
  writing: Writing;
  /** Who can see the answer to a question. */
  who: (question: Question) => string;
  /** A refusal whose messages belong to questions. */
  problem: Error | null;
  /** The reflections that an answer can cite; absent where answers cite nothing. */
  citable?: readonly ReflectionItem[];
}

/** The questions of a side, to be answered. */
export function AnswersToWrite({ sections, writing, who, problem, citable }: Written) {
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
            error={fieldError(problem ?? writing.problem, `/answers/${question.id}`)}
            who={<WhoCanSee>{who(question)}</WhoCanSee>}
          />
          <Conflicted
            writing={writing}
            name={question.id}
            show={(value) => <AnswerView question={question} value={value} />}
          />
          {citable && question.kind === "rich_text" && (
            <>
              <Citations question={question} writing={writing} citable={citable} problem={problem ?? writing.problem} />
              <Conflicted
                writing={writing}
                name={citationField(question.id)}
                show={(value) => <CitedMoments cited={citedIn(value)} />}
              />
            </>
          )}
        </div>
      ))}
    </section>
  ));
}

interface Conflicting {
  writing: Writing;
  name: string;
  show: (value: unknown) => React.ReactNode;
}

/** The choice that somebody has to make about one field, if there is one. */
export function Conflicted({ writing, name, show }: Conflicting) {
  const conflict = writing.conflicts.find((one) => one.name === name);
  return conflict ? (
    <ConflictChoice conflict={conflict} show={show} choose={(value) => writing.resolve(name, value)} />
  ) : null;
}

interface Read {
  sections: readonly ReviewsSectionView[];
  side: Pick<SideView, "answers" | "changed" | "citations">;
  /** Marks what its reviewee never reads. */
  review?: ReviewView;
}

/** The answers of a side, to be read; what changed since the last time is marked. */
export function AnswersToRead({ sections, side, review }: Read) {
  const withheld = new Set(review?.audience.withheld);
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
              {changed.has(question.id) && <Tag tone="wait">{t("review.side.changed")}</Tag>}
              {review && withheld.has(question.id) && (
                <WhoCanSee>{t("review.who.neverReviewee", { name: review.reviewee.name })}</WhoCanSee>
              )}
            </>
          }
        >
          <CitedMoments cited={citedIn(cited[citationField(question.id)])} />
        </QuestionView>
      ))}
    </section>
  ));
}

interface Given {
  review: ReviewView;
  writing: Writing;
  who: string;
}

/** Overall rating and position, to be given. */
export function OverallToWrite(props: Given) {
  const { ratings, chart_2d: chart } = props.review.cycle;
  if (!ratings && !chart) return null;
  return (
    <section className="form-section">
      <h3 className="form-title">{t("review.overall")}</h3>
      {ratings && <RatingToGive {...props} ratings={ratings} />}
      {chart && <PositionToGive {...props} chart={chart} />}
    </section>
  );
}

function RatingToGive({ writing, who, ratings }: Given & { ratings: readonly Step[] }) {
  const rating = writing.fields[RATING];
  return (
    <div className="question" role="group" aria-label={t("review.rating")}>
      <Head title={t("review.rating")} who={who} />
      <Rating
        scale={ratings}
        value={typeof rating === "number" ? rating : null}
        onChange={(value) => writing.set(RATING, value)}
        label={t("review.rating")}
      />
      <Conflicted
        writing={writing}
        name={RATING}
        show={(value) => <RatingView scale={ratings} value={value as number | null} />}
      />
    </div>
  );
}

function PositionToGive({ writing, who, chart }: Given & { chart: ChartView }) {
  const axes = { xLabel: chart.x_label, yLabel: chart.y_label, label: t("review.position") };
  return (
    <div className="question" role="group" aria-label={t("review.position")}>
      <Head title={t("review.position")} who={who} />
      <Position2D
        {...axes}
        value={writing.fields[POSITION] as Place | null}
        onChange={(value) => writing.set(POSITION, value)}
      />
      <Conflicted
        writing={writing}
        name={POSITION}
        show={(value) => <Position2D {...axes} value={value as Place | null} />}
      />
    </div>
  );
}

function Head({ title, who }: { title: string; who: string }) {
  return (
    <div className="question-head">
      <h3>{title}</h3>
      <WhoCanSee>{who}</WhoCanSee>
    </div>
  );
}

interface OverallRead {
  review: { cycle: Pick<ReviewView["cycle"], "ratings" | "chart_2d"> };
  side: Pick<SideView, "rating" | "position" | "changed">;
}

/** Overall rating and position, to be read. */
export function OverallToRead({ review, side }: OverallRead) {
  const { ratings, chart_2d: chart } = review.cycle;
  const rated = ratings && side.rating !== undefined;
  const placed = chart && side.position !== undefined;
  if (!rated && !placed) return null;
  return (
    <section className="form-section">
      <h3 className="form-title">{t("review.overall")}</h3>
      {rated && (
        <div className="question">
          <div className="question-head">
            <h3>{t("review.rating")}</h3>
            {side.changed?.rating && <Tag tone="wait">{t("review.side.changed")}</Tag>}
          </div>
          <RatingView scale={ratings} value={side.rating} />
        </div>
      )}
      {placed && (
        <div className="question">
          <div className="question-head">
            <h3>{t("review.position")}</h3>
            {side.changed?.position && <Tag tone="wait">{t("review.side.changed")}</Tag>}
          </div>
          <Position2D
            xLabel={chart.x_label}
            yLabel={chart.y_label}
            value={side.position}
            label={t("review.position")}
          />
        </div>
      )}
    </section>
  );
}
