import { useEffect } from "react";

import type { ReviewView } from "../../api/contract";
import { useRefresh } from "../../api/hooks";
import { AnswerView } from "../../ui/questions/AnswerView";
import { language } from "../../text/speaking";
import { t } from "./text";
import { sectionsFor } from "./form";

/** What contributors wrote, as far as the reviewee will see it with the manager's side; as of now, not of before. */
export default function ContributionsToShare({ review }: { review: ReviewView }) {
  const refresh = useRefresh();
  const asked = review.contributors?.length ?? 0;
  useEffect(() => {
    if (asked > 0) void refresh("GET /reviews/{review_id}");
  }, [asked, refresh]);
  const withheld = new Set(review.audience.withheld);
  const questions = sectionsFor(review.questionnaire, "manager").flatMap((section) => section.questions);
  const unfinished = review.contributors?.filter(({ done }) => !done).map(({ name }) => name) ?? [];
  return (
    <>
      {review.contributions?.map(({ author, answers }) => (
        <div key={author.id}>
          <h3>{t("contribution.of", { name: author.name })}</h3>
          {questions
            .filter(({ id }) => answers[id] != null && !withheld.has(id))
            .map((question) => (
              <div key={question.id}>
                <h4>{question.text}</h4>
                <AnswerView question={question} value={answers[question.id]} />
              </div>
            ))}
        </div>
      ))}
      {unfinished.length > 0 && (
        <p className="dim">
          {t("contribution.overview.open", { people: new Intl.ListFormat(language).format(unfinished) })}
        </p>
      )}
    </>
  );
}
