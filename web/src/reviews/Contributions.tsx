import type { ContributionView, ReviewView } from "../api/contract";
import { useAsk } from "../api/hooks";
import { StatusLine, WritingNotices } from "../drafts/StatusLine";
import { t } from "../text";
import { Await } from "../ui/parts";
import { AnswersToRead, AnswersToWrite } from "./Answers";
import { sectionsFor } from "./form";
import { useContribution } from "./sheets";
import { SideCard } from "./SideCard";

/** What further reviewers wrote, and one's own part where one is asked for it. */
export function Contributions({ review }: { review: ReviewView }) {
  return (
    <>
      {review.actions.includes("save_contribution") && <Mine review={review} />}
      {review.contributions?.map((part) => (
        <SideCard key={part.author.id} title={t("review.contribution", { name: part.author.name })}>
          {Object.keys(part.answers).length === 0 ? (
            <p className="dim side-empty">{t("review.contribution.none")}</p>
          ) : (
            <AnswersToRead sections={sectionsFor(review.questionnaire, "manager")} side={part} />
          )}
        </SideCard>
      ))}
    </>
  );
}

function Mine({ review }: { review: ReviewView }) {
  const asked = useAsk("GET /reviews/{review_id}/contribution", { path: { review_id: review.id } });
  return <Await asked={asked}>{(part) => <Writer review={review} part={part} />}</Await>;
}

function Writer({ review, part }: { review: ReviewView; part: ContributionView }) {
  const writing = useContribution(review, part);
  const who = t("review.who.contribution", { reviewer: review.reviewer.name });
  return (
    <SideCard title={t("review.contribution.mine")} foot={<StatusLine writing={writing} />}>
      <WritingNotices writing={writing} />
      <AnswersToWrite
        sections={sectionsFor(review.questionnaire, "manager")}
        writing={writing}
        who={() => who}
        problem={null}
      />
    </SideCard>
  );
}
