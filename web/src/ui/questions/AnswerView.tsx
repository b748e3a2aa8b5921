import { language } from "../../text/speaking";
import { t } from "./text";
import { CheckIcon } from "../icons";
import { Position2D } from "../Position2D";
import { RatingView } from "../Rating";
import { RichTextView } from "../RichTextView";
import { asIds, asNumber, asPlace, asRatings, asText, isAnswered, type Question } from "./answers";

/** A question with an answer to read. */
export function QuestionView({
  question,
  value,
  mark,
  children,
}: {
  question: Question;
  value: unknown;
  mark?: React.ReactNode;
  /** What stands under the answer. */
  children?: React.ReactNode;
}) {
  return (
    <div className="question">
      <div className="question-head">
        <h4>{question.text}</h4>
        {mark}
      </div>
      <AnswerView question={question} value={value} />
      {children}
    </div>
  );
}

/** An answer to read, as its kind is best read. */
export function AnswerView({ question, value }: { question: Question; value: unknown }) {
  const partly = question.kind === "values" && Object.keys(asRatings(value)).length > 0;
  if (!partly && !isAnswered(question, value)) return <p className="dim answer-none">{t("question.none")}</p>;
  switch (question.kind) {
    case "rich_text":
      return <RichTextView html={asText(value)} />;
    case "rating":
      return <RatingView scale={question.scale ?? []} value={asNumber(value)} />;
    case "single_choice":
      return <span>{question.choices?.find(({ id }) => id === value)?.label ?? asText(value)}</span>;
    case "multi_choice":
      return <Chosen options={question.choices ?? []} ids={asIds(value)} all={false} />;
    case "checklist":
      return <Chosen options={question.items ?? []} ids={asIds(value)} all />;
    case "number":
      return (
        <strong>
          {asNumber(value)?.toLocaleString(language)} {question.unit}
        </strong>
      );
    case "position_2d":
      return (
        <Position2D
          xLabel={question.x_label ?? ""}
          yLabel={question.y_label ?? ""}
          value={asPlace(value)}
          label={question.text}
        />
      );
    case "values":
      return <ValuesView question={question} ratings={asRatings(value)} />;
    default:
      return null;
  }
}

interface Options {
  options: readonly { id: string; label: string }[];
  ids: readonly string[];
  /** Show what was not ticked, too. */
  all: boolean;
}

function Chosen({ options, ids, all }: Options) {
  const chosen = new Set(ids);
  return (
    <ul className="chosen">
      {options
        .filter(({ id }) => all || chosen.has(id))
        .map(({ id, label }) => (
          <li key={id} data-on={chosen.has(id) || undefined}>
            {chosen.has(id) ? (
              <CheckIcon size={16} aria-label="✓" aria-hidden={false} role="img" />
            ) : (
              <span className="chosen-no">–</span>
            )}
            {label}
          </li>
        ))}
    </ul>
  );
}

function ValuesView({ question, ratings }: { question: Question; ratings: Record<string, number> }) {
  return (
    <dl className="facts">
      {(question.values ?? []).map(({ id, label }) => (
        <div key={id} style={{ display: "contents" }}>
          <dt>{label}</dt>
          <dd>
            <RatingView scale={question.scale ?? []} value={ratings[id]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
