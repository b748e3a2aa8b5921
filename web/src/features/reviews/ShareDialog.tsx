import { lazy, Suspense, useEffect, useState } from "react";

import type { FormSectionView, ReviewView } from "../../api/contract";
import { useMe } from "../../api/me";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { AnswerView } from "../../ui/questions/AnswerView";
import { type Question, unanswered } from "../../ui/questions/answers";
import { t } from "./text";
import { afterDialog, Confirm } from "../../ui/Confirm";
import { Position2D, type Place } from "../../ui/Position2D";
import { ProblemNote } from "../../ui/Problem";
import { RatingView } from "../../ui/Rating";
import { useToast } from "../../ui/toasts";
import { whoWillRead } from "./audience";
import { CitedMoments } from "./Cite";
import { citationField, citedIn } from "./citations";
import { goTo } from "./questionPairs";
import { otherOf, useShare } from "./shares";
import { POSITION, RATING, type SideName } from "./documents";

const ContributionsToShare = lazy(() => import("./ContributionsToShare"));

interface Sharing {
  review: ReviewView;
  name: SideName;
  sections: readonly FormSectionView[];
  writing: Writing;
  opened: boolean;
  close: () => void;
  onRefused: (problem: Error | null) => void;
  onShared: () => void;
}

/** An overview of what the other one will see, what is missing, and the question whether to share it. */
export default function ShareDialog({ review, name, sections, writing, opened, close, onRefused, onShared }: Sharing) {
  const share = useShare(name);
  const [saving, setSaving] = useState(false);
  const toast = useToast();
  const me = useMe();
  // It comes with its first opening, and gives the focus back only if it was there before it opened.
  const [shown, setShown] = useState(false);
  // eslint-disable-next-line react-hooks/set-state-in-effect -- it opens one drawing later, on purpose
  useEffect(() => setShown(opened), [opened]);
  const other = otherOf(review, name);
  const questions = sections.flatMap((section) => section.questions);
  const missing = unanswered(questions, writing.fields);
  const yes = async (): Promise<void> => {
    setSaving(true);
    await writing.flush();
    setSaving(false);
    const told = await share.mutate({ path: { review_id: review.id } });
    if (!told) return;
    close();
    onRefused(null);
    toast(t("review.shared", { name: other }));
    onShared();
  };
  const no = (): void => {
    onRefused(share.error);
    share.reset();
    close();
  };
  const missed = (questionId: string): void => {
    close();
    afterDialog(() => goTo(questionId));
  };
  return (
    <Confirm
      opened={shown}
      title={t("review.share.title", { name: other })}
      yes={t("review.share.yes")}
      busy={share.busy || saving}
      disabled={missing.length > 0}
      size="lg"
      onYes={() => void yes()}
      onNo={no}
    >
      <p style={{ marginTop: 0 }}>
        {whoWillRead(review, name, me.id)} {t(`review.share.${name}.text`, { name: other })}
      </p>
      <Missing questions={missing} go={missed} />
      <Overview review={review} name={name} questions={questions} writing={writing} other={other} />
      <ProblemNote error={share.error} />
    </Confirm>
  );
}

/** What is required and has no answer; each leads to its question. */
function Missing({ questions, go }: { questions: readonly Question[]; go: (questionId: string) => void }) {
  if (questions.length === 0) return null;
  return (
    <div className="notice">
      <strong>{t("review.share.missing")}</strong>
      <ul>
        {questions.map((question) => (
          <li key={question.id}>
            <button type="button" className="link-button" onClick={() => go(question.id)}>
              {question.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Overviewed extends Pick<Sharing, "review" | "name" | "writing"> {
  questions: readonly Question[];
  other: string;
}

/** Everything as the other one will see it. */
function Overview({ review, name, questions, writing, other }: Overviewed) {
  const withheld = new Set(review.audience.withheld);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also with the keyboard
    <div className="overview" tabIndex={0} role="region" aria-label={t("review.share.title", { name: other })}>
      {questions.map((question) => (
        <div key={question.id}>
          <h3>{question.text}</h3>
          {name === "manager" && withheld.has(question.id) ? (
            <p className="dim">{t("review.share.hidden", { name: other })}</p>
          ) : (
            <>
              <AnswerView question={question} value={writing.fields[question.id]} />
              <CitedMoments cited={citedIn(writing.fields[citationField(question.id)])} />
            </>
          )}
        </div>
      ))}
      {name === "manager" && <Overall review={review} writing={writing} />}
      {name === "manager" && review.contributors && review.contributors.length > 0 && (
        <Suspense>
          <ContributionsToShare review={review} />
        </Suspense>
      )}
      <FilesToShare review={review} name={name} />
    </div>
  );
}

/** The names of the files that the other one will see, too. */
function FilesToShare({ review, name }: Pick<Overviewed, "review" | "name">) {
  const files = review[name]?.attachments ?? [];
  const ready = files.filter(({ state }) => state === "ready");
  const underway = files.some(({ state }) => state === "uploading");
  if (ready.length === 0 && !underway) return null;
  return (
    <div>
      <h3>{t("files.title")}</h3>
      <ul>
        {ready.map((file) => (
          <li key={file.attachment_id}>{file.name}</li>
        ))}
      </ul>
      {underway && <p className="dim">{t("files.underway")}</p>}
    </div>
  );
}

function Overall({ review: { cycle }, writing: { fields } }: { review: ReviewView; writing: Writing }) {
  return (
    <>
      {cycle.ratings && (
        <div>
          <h3>{t("review.rating")}</h3>
          <RatingView scale={cycle.ratings} value={fields[RATING] as number | null} />
        </div>
      )}
      {cycle.chart_2d && fields[POSITION] != null && (
        <div>
          <h3>{t("review.position")}</h3>
          <Position2D
            xLabel={cycle.chart_2d.x_label}
            yLabel={cycle.chart_2d.y_label}
            value={fields[POSITION] as Place}
            label={t("review.position")}
          />
        </div>
      )}
    </>
  );
}
