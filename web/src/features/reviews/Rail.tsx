import { useMediaQuery } from "@mantine/hooks";
import type { MouseEvent } from "react";
import { Link } from "wouter";

import type { ReviewItem, FormSectionView, ReviewView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { isAnswered, type Question } from "../../ui/questions/answers";
import { language } from "../../text/speaking";
import { t, tOr } from "./text";
import { CheckIcon } from "../../ui/icons";
import { asks, goTo, placeOf } from "./questionPairs";
import type { SideName } from "./documents";
import "./rail.css";

/** From so many questions on, they are listed to jump by. */
const LONG = 6;
const MOST_PEOPLE = 100;
const BESIDE = "(min-width: 75rem)";

interface Railed {
  review: ReviewView;
  sections: readonly FormSectionView[];
  /** For anyone who writes a side. */
  written: Writing | undefined;
  name: SideName | undefined;
}

/** At the side, or folded into one line above: the people whom one reviews in this cycle, and the questions. */
export function Rail({ review, sections, written, name }: Railed) {
  const beside = useMediaQuery(BESIDE, true);
  const people = usePeople(review);
  const questions = sections.flatMap((section) => section.questions);
  const long = questions.length >= LONG;
  if (people.length < 2 && !long) return null;
  const lists = (
    <>
      {people.length > 1 && <People people={people} current={review.id} />}
      {long && <Questions questions={questions} written={written} name={name} />}
    </>
  );
  if (beside) return <aside className="rail no-print">{lists}</aside>;
  const titles = [people.length > 1 && t("review.people"), long && t("review.questions")].filter(Boolean);
  return (
    <details className="rail folding no-print">
      <summary>{titles.join(" · ")}</summary>
      {lists}
    </details>
  );
}

/** Anyone who is reviewed by the same reviewer in the same cycle, for that reviewer. */
function usePeople(review: ReviewView): ReviewItem[] {
  const me = useMe();
  const asked = useApiQuery(
    "GET /reviews",
    { query: { role: "reviewer", cycle_id: review.cycle.id, limit: MOST_PEOPLE } },
    { when: review.reviewer.id === me.id },
  );
  const { compare } = new Intl.Collator(language);
  return [...(asked.data?.items ?? [])].sort((one, other) => compare(one.reviewee.name, other.reviewee.name));
}

function People({ people, current }: { people: readonly ReviewItem[]; current: string }) {
  return (
    <nav aria-label={t("review.people")}>
      <strong className="rail-title">{t("review.people")}</strong>
      <ul>
        {people.map(({ id, reviewee, state, manager }) => (
          <li key={id}>
            <Link href={`/reviews/${id}`} aria-current={id === current ? "page" : undefined}>
              <span>{reviewee.name}</span>
              <span className="dim small">
                {state === "open" ? tOr("side", manager?.state ?? "not_started") : tOr("review.state", state)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface Listed {
  questions: readonly Question[];
  written: Writing | undefined;
  name: SideName | undefined;
}

function Questions({ questions, written, name }: Listed) {
  const done = (question: Question): boolean =>
    written !== undefined &&
    name !== undefined &&
    asks(question, name) &&
    isAnswered(question, written.fields[question.id]);
  const jump = (event: MouseEvent, question: Question): void => {
    event.preventDefault();
    goTo(question.id);
  };
  return (
    <nav aria-label={t("review.questions")}>
      <strong className="rail-title">{t("review.questions")}</strong>
      <ol>
        {questions.map((question) => (
          <li key={question.id}>
            <a href={`#${placeOf(question.id)}`} onClick={(event) => jump(event, question)}>
              <span>{question.text}</span>
              {done(question) && (
                <CheckIcon size={14} aria-label={t("review.answered")} aria-hidden={false} role="img" />
              )}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
