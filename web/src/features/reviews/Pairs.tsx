import type { ReactNode } from "react";

import type { ReflectionItem, FormSectionView, ReviewView, SideView } from "../../api/contract";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { AnswerView } from "../../ui/questions/AnswerView";
import type { Question } from "../../ui/questions/answers";
import { QuestionField, QuestionHelp, QuestionText } from "../../ui/questions/QuestionInput";
import { fieldError } from "../../ui/Problem";
import { RichTextView } from "../../ui/RichTextView";
import { Conflicted, isWithheld, Withheld } from "./Answers";
import { Citations, CitedMoments } from "./Cite";
import { citationField, citationFields, citedIn } from "./citations";
import { Changed } from "./Overall";
import { asks, placeOf } from "./questionPairs";
import type { SideName } from "./documents";
import { SideTitle } from "./SideHead";

/** One of the two sides of each question. */
export interface Column {
  name: SideName;
  title: string;
  named: string;
  side: SideView;
  /** For anyone who writes it. */
  written?: Written;
}

export interface Written {
  writing: Writing;
  /** The id of what says who can see the side. */
  seenId: string;
  /** A refusal whose messages belong to questions. */
  problem: Error | null;
  /** The reflections that an answer can cite. */
  citable: readonly ReflectionItem[];
}

interface Paired {
  review: ReviewView;
  sections: readonly FormSectionView[];
  columns: readonly Column[];
}

/** The questions in order, under each what both sides say about it. */
export function Pairs({ review, sections, columns }: Paired) {
  return sections.map((section) => (
    <section key={section.title} className="form-section" data-only={onlySide(section.questions, columns)}>
      <h2 className="form-title">{section.title}</h2>
      {section.intro && columns.some(({ written }) => written) && (
        <div className="dim form-intro">
          <RichTextView html={section.intro} />
        </div>
      )}
      {section.questions.map((question) => (
        <Pair key={question.id} review={review} question={question} columns={columns} />
      ))}
    </section>
  ));
}

/** The one side to which all of these questions are put, if it is only one. */
function onlySide(questions: readonly Question[], columns: readonly Column[]): SideName | undefined {
  const asked = columns.filter(({ name }) => questions.some((question) => asks(question, name)));
  return asked.length === 1 ? asked[0]?.name : undefined;
}

function Pair({ review, question, columns }: { review: ReviewView; question: Question; columns: readonly Column[] }) {
  const place = placeOf(question.id);
  const asked = columns.filter(({ name }) => asks(question, name));
  const writes = asked.some(({ written }) => written);
  return (
    <div className="pair" id={place} data-only={onlySide([question], columns)}>
      <h3 id={`${place}-title`} tabIndex={-1}>
        {writes ? <QuestionText question={question} /> : question.text}
      </h3>
      {writes && <QuestionHelp question={question} id={`${place}-help`} />}
      <div className="pair-cells">
        {asked.map((column) => (
          <Cell key={column.name} column={column} labelled={columns.length > 1} writes={Boolean(column.written)}>
            {column.written ? (
              <ToWrite review={review} question={question} written={column.written} name={column.name} />
            ) : (
              <ToRead review={review} question={question} column={column} />
            )}
          </Cell>
        ))}
      </div>
    </div>
  );
}

interface Celled {
  column: Pick<Column, "name" | "title" | "named">;
  /** Say whose side it is: where there are two. */
  labelled: boolean;
  writes: boolean;
  children: ReactNode;
}

/** What one side says. */
export function Cell({ column: { name, title, named }, labelled, writes, children }: Celled) {
  return (
    <div className={`cell cell-${name}`} role="group" aria-label={title} data-writes={writes || undefined}>
      {labelled && (
        <div className="cell-label dim" aria-hidden>
          <SideTitle title={title} named={named} />
        </div>
      )}
      {children}
    </div>
  );
}

/** What marks an answer, above it. */
function Marks({ children }: { children: ReactNode }) {
  return <div className="cell-marks">{children}</div>;
}

function ToRead({ review, question, column }: { review: ReviewView; question: Question; column: Column }) {
  const { side, name } = column;
  const cited = citationFields(side.citations)[citationField(question.id)];
  return (
    <>
      <Marks>
        {side.changed?.questions.includes(question.id) && <Changed />}
        {name === "manager" && <Withheld review={review} question={question} />}
      </Marks>
      <AnswerView question={question} value={side.answers?.[question.id]} />
      <CitedMoments cited={citedIn(cited)} />
    </>
  );
}

interface Answering {
  review: ReviewView;
  question: Question;
  written: Written;
  name: SideName;
}

function ToWrite({ review, question, written: { writing, seenId, problem, citable }, name }: Answering) {
  const place = placeOf(question.id);
  const never = `${place}-never`;
  const differs = name === "manager" && isWithheld(review, question);
  const wrong = problem ?? writing.problem;
  return (
    <>
      <Marks>{differs && <Withheld review={review} question={question} id={never} />}</Marks>
      <QuestionField
        question={question}
        value={writing.fields[question.id]}
        epoch={writing.epoch}
        onChange={(value) => writing.set(question.id, value)}
        error={fieldError(wrong, `/answers/${question.id}`)}
        labelledBy={`${place}-title`}
        describedBy={[question.help && `${place}-help`, differs ? never : seenId]}
      />
      <Conflicted
        writing={writing}
        name={question.id}
        show={(value) => <AnswerView question={question} value={value} />}
      />
      {question.kind === "rich_text" && (
        <>
          <Citations question={question} writing={writing} citable={citable} problem={wrong} />
          <Conflicted
            writing={writing}
            name={citationField(question.id)}
            show={(value) => <CitedMoments cited={citedIn(value)} />}
          />
        </>
      )}
    </>
  );
}
