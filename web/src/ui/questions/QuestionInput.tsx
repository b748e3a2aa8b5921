import { Checkbox, Radio, Skeleton, Stack } from "@mantine/core";
import { lazy, Suspense, useId } from "react";

import { t } from "./text";
import { Position2D } from "../Position2D";
import { Rating } from "../Rating";
import { RichText } from "../RichText";
import { RichTextView } from "../RichTextView";
import { asIds, asNumber, asPlace, asRatings, asText, type Question } from "./answers";

const NumberField = lazy(() => import("./NumberField"));

interface Asked {
  question: Question;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Counts what came in from elsewhere (`Writing.epoch`). */
  epoch?: number;
  error?: string | undefined;
  /** Who can see the answer, beside the question; or the id of what says it elsewhere. */
  who?: React.ReactNode;
  seenId?: string | undefined;
}

/** A question with the input of its kind. Answers are `null` where one is taken away. */
export function QuestionInput({ question, who, seenId, ...answered }: Asked) {
  const id = useId();
  const [title, help, seen] = [`${id}t`, `${id}h`, `${id}w`];
  return (
    <div className="question" role="group" aria-labelledby={title}>
      <div className="question-head">
        <h4 id={title}>
          <QuestionText question={question} />
        </h4>
        {who && <span id={seen}>{who}</span>}
      </div>
      <QuestionHelp question={question} id={help} />
      <QuestionField
        question={question}
        {...answered}
        labelledBy={title}
        describedBy={[question.help && help, seenId ?? (who && seen)]}
      />
    </div>
  );
}

/** A question as its heading says it. */
export function QuestionText({ question }: { question: Question }) {
  return (
    <>
      {question.text}
      {question.required && <span className="question-required"> {t("question.required")}</span>}
    </>
  );
}

/** What helps to answer. */
export function QuestionHelp({ question, id }: { question: Question; id: string }) {
  if (!question.help) return null;
  return (
    <div id={id} className="dim small question-help">
      <RichTextView html={question.help} />
    </div>
  );
}

interface Answered extends Omit<Asked, "who" | "seenId"> {
  /** The id of the question's heading. */
  labelledBy: string;
  /** The ids of what is said about the field; anything else is left out. */
  describedBy: readonly unknown[];
}

/** The input of a question, and what is wrong with the answer. */
export function QuestionField({ question, value, onChange, epoch = 0, error, labelledBy, describedBy }: Answered) {
  const wrong = useId();
  const said = [...describedBy, error && wrong].filter((one) => typeof one === "string" && one !== "").join(" ");
  return (
    <>
      <Field
        question={question}
        value={value}
        onChange={onChange}
        epoch={epoch}
        labelledBy={labelledBy}
        describedBy={said || undefined}
        invalid={Boolean(error)}
      />
      {error && (
        <p id={wrong} className="question-error">
          {error}
        </p>
      )}
    </>
  );
}

interface FieldProps {
  question: Question;
  value: unknown;
  onChange: (value: unknown) => void;
  epoch: number;
  labelledBy: string;
  describedBy: string | undefined;
  invalid: boolean;
}

function Field(props: FieldProps) {
  const { question, value, onChange, describedBy, labelledBy } = props;
  const label = question.text;
  switch (question.kind) {
    case "rich_text":
      return (
        <RichText
          value={asText(value)}
          onChange={onChange}
          label={label}
          epoch={props.epoch}
          labelledBy={labelledBy}
          describedBy={describedBy}
          invalid={props.invalid}
        />
      );
    case "rating":
      return (
        <Rating
          scale={question.scale ?? []}
          value={asNumber(value)}
          onChange={onChange}
          label={label}
          describedBy={describedBy}
        />
      );
    case "single_choice":
      return <OneOf {...props} />;
    case "multi_choice":
      return <AnyOf {...props} options={question.choices ?? []} />;
    case "checklist":
      return <AnyOf {...props} options={question.items ?? []} />;
    case "number":
      return <Amount {...props} />;
    case "position_2d":
      return (
        <Position2D
          xLabel={question.x_label ?? ""}
          yLabel={question.y_label ?? ""}
          value={asPlace(value)}
          onChange={onChange}
          label={label}
          describedBy={describedBy}
        />
      );
    case "values":
      return <Values {...props} />;
    default:
      return null;
  }
}

function OneOf({ question, value, onChange, labelledBy, describedBy }: FieldProps) {
  return (
    <>
      <Radio.Group
        value={asText(value)}
        onChange={onChange}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
      >
        <Stack gap="xs">
          {(question.choices ?? []).map(({ id, label }) => (
            <Radio key={id} value={id} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {asText(value) && (
        <button type="button" className="quiet-button" onClick={() => onChange(null)}>
          {t("question.clear")}
        </button>
      )}
    </>
  );
}

function AnyOf({
  value,
  onChange,
  options,
  labelledBy,
  describedBy,
}: FieldProps & { options: readonly { id: string; label: string }[] }) {
  const chosen = new Set(asIds(value));
  const toggle = (id: string, on: boolean): void => {
    const next = options.map((option) => option.id).filter((one) => (one === id ? on : chosen.has(one)));
    onChange(next.length ? next : null);
  };
  return (
    <Stack gap="xs" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {options.map(({ id, label }) => (
        <Checkbox
          key={id}
          label={label}
          checked={chosen.has(id)}
          onChange={(event) => toggle(id, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  );
}

/** Why a number is not taken, in words; it stays as it was typed. */
function outside(number: number | null | undefined, min?: number | string, max?: number | string): string | undefined {
  if (typeof number !== "number") return undefined;
  if (typeof min === "number" && number < min) return t("question.tooLow", { min });
  if (typeof max === "number" && number > max) return t("question.tooHigh", { max });
  return undefined;
}

function Amount({ question, value, onChange, describedBy, labelledBy, invalid }: FieldProps) {
  const { unit, min, max } = question;
  const range = typeof min === "number" && typeof max === "number" ? t("question.range", { min, max }) : "";
  const number = asNumber(value);
  return (
    <Suspense fallback={<Skeleton height={36} maw="14rem" />}>
      <NumberField
        value={number ?? ""}
        onChange={(next) => onChange(typeof next === "number" ? next : null)}
        {...(typeof min === "number" && { min })}
        {...(typeof max === "number" && { max })}
        {...(unit && { suffix: ` ${unit}` })}
        description={range || undefined}
        clampBehavior="none"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        error={outside(number, min, max) ?? invalid}
        hideControls
        maw="14rem"
      />
    </Suspense>
  );
}

function Values({ question, value, onChange, describedBy }: FieldProps) {
  const ratings = asRatings(value);
  const set = (id: string, rated: number | null): void => {
    const { [id]: _, ...others } = ratings;
    const next = rated === null ? others : { ...others, [id]: rated };
    onChange(Object.keys(next).length ? next : null);
  };
  return (
    <div className="values">
      {(question.values ?? []).map(({ id, label }) => (
        <div key={id}>
          <div className="values-name">{label}</div>
          <Rating
            scale={question.scale ?? []}
            value={ratings[id] ?? null}
            onChange={(rated) => set(id, rated)}
            label={label}
            describedBy={describedBy}
          />
        </div>
      ))}
    </div>
  );
}
