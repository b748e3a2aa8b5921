import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";

import type { ReflectionItem, ReviewView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import type { Question } from "../../ui/questions/answers";
import { clock } from "../../text/clock";
import { t } from "./text";
import { CloseIcon, VideoIcon } from "../../ui/icons";
import { Problem } from "../../api/problem";
import {
  citationField,
  citationsOf,
  type Cited,
  citedIn,
  keyOf,
  momentLink,
  MOST,
  withCited,
  without,
} from "./citations";
import "./answers.css";

const CiteDialog = lazy(() => import("./CiteDialog"));

/** What may be cited in a review: the reflections that its resources show to anyone who writes. */
export function useCitable(review: ReviewView): readonly ReflectionItem[] {
  const me = useMe();
  const may = me.features["reflections"] === true && [review.reviewee.id, review.reviewer.id].includes(me.id);
  const asked = useApiQuery("GET /reviews/{review_id}/resources", { path: { review_id: review.id } }, { when: may });
  return asked.data?.reflections ?? [];
}

interface Citing {
  question: Question;
  writing: Writing;
  citable: readonly ReflectionItem[];
  problem: Error | null;
}

/** What an answer cites, and citing one moment more. */
export function Citations({ question, writing, citable, problem }: Citing) {
  const [opened, setOpened] = useState(false);
  const field = citationField(question.id);
  const cited = citedIn(writing.fields[field]);
  const full = citationsOf(writing.fields).length >= MOST;
  if (cited.length === 0 && citable.length === 0) return null;
  const wrong = citationProblem(problem, question.id, writing);
  return (
    <div className="citing">
      <CitedMoments cited={cited} remove={(one) => writing.set(field, without(cited, one))} />
      {citable.length > 0 && !full && (
        <button
          type="button"
          className="quiet-button cite no-print"
          aria-label={t("review.cite.beside", { question: question.text })}
          onClick={() => setOpened(true)}
        >
          <VideoIcon size={15} />
          {t("review.cite")}
        </button>
      )}
      {wrong && <p className="question-error">{wrong}</p>}
      {opened && (
        <Suspense fallback={null}>
          <CiteDialog
            reflections={citable}
            close={() => setOpened(false)}
            choose={(one) => writing.set(field, withCited(cited, one))}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Citations are sent as one list; what is wrong with one of them belongs to its question. */
function citationProblem(problem: Error | null, questionId: string, { fields }: Writing): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  const sent = citationsOf(fields);
  return problem.fields.find(({ pointer }) => {
    const [, index] = /^\/citations\/(\d+)\//.exec(pointer) ?? [];
    return index !== undefined && sent[Number(index)]?.question_id === questionId;
  })?.detail;
}

interface Shown {
  cited: readonly Cited[];
  /** For anyone who writes. */
  remove?: (one: Cited) => void;
}

/** Moments of reflections, each leading there. */
export function CitedMoments({ cited, remove }: Shown) {
  if (cited.length === 0) return null;
  return (
    <ul className="cited" aria-label={t("review.cited")}>
      {cited.map((one) => (
        <li key={keyOf(one)}>
          <Link href={momentLink(one.reflection_id, one.at_ms)}>
            <VideoIcon size={15} />
            {wordsOf(one)}
          </Link>
          {remove && (
            <button
              type="button"
              className="no-print"
              aria-label={t("review.cite.remove", { what: wordsOf(one) })}
              onClick={() => remove(one)}
            >
              <CloseIcon size={13} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const wordsOf = ({ title, at_ms }: Cited): string => (at_ms === undefined ? title : `${title} ·\u00a0${clock(at_ms)}`);
