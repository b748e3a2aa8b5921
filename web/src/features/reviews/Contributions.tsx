import { Button, Checkbox } from "@mantine/core";
import { useId, useState } from "react";

import type { ContributionView, ContributorView, FormSectionView, ReviewView } from "../../api/contract";
import { useApiQuery, useApiMutation } from "../../api/hooks";
import { useMe } from "../../api/me";
import { StatusLine, WritingNotices } from "../../ui/drafts/StatusLine";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { Await, Tag } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { AnswersToRead, AnswersToWrite } from "./Answers";
import { useWho } from "./audience";
import { sectionsFor } from "./form";
import { TOUCHED } from "./shares";
import { useContribution } from "./documents";
import { SideCard } from "./SideCard";

/** What further reviewers wrote, and one's own part where one is asked for it. */
export default function Contributions({ review }: { review: ReviewView }) {
  const me = useMe();
  return review.contributors?.map((person) =>
    person.id === me.id ? (
      <Mine key={person.id} review={review} />
    ) : (
      <Theirs
        key={person.id}
        review={review}
        person={person}
        part={review.contributions?.find(({ author }) => author.id === person.id)}
      />
    ),
  );
}

interface Part {
  review: ReviewView;
  part: ContributionView;
}

function Mine({ review }: { review: ReviewView }) {
  const asked = useApiQuery("GET /reviews/{review_id}/contribution", { path: { review_id: review.id } });
  const writes = review.actions.includes("save_contribution");
  return (
    <Await asked={asked}>
      {(part) => (writes ? <Writer review={review} part={part} /> : <Reader review={review} part={part} />)}
    </Await>
  );
}

function Writer({ review, part }: Part) {
  const writing = useContribution(review, part);
  const who = useWho(review)("contributions", part.author);
  const seenId = useId();
  return (
    <SideCard
      title={t("contribution.mine")}
      foot={
        <>
          <StatusLine writing={writing} />
          <Done review={review} part={part} />
        </>
      }
    >
      <WhoCanSee id={seenId}>{who}</WhoCanSee>
      <WritingNotices writing={writing} />
      <p className="dim">{t("contribution.about", { reviewer: review.reviewer.name })}</p>
      <AnswersToWrite
        sections={optional(sectionsFor(review.questionnaire, "manager"))}
        writing={writing}
        review={review}
        seenId={seenId}
      />
    </SideCard>
  );
}

/** "My part is done": the task goes, the text can still be changed. */
function Done({ review, part }: Part) {
  const mark = useApiMutation("POST /reviews/{review_id}/contribution/done", [
    ...TOUCHED,
    "GET /reviews/{review_id}/contribution",
  ]);
  const may = review.actions.includes("mark_contribution_done") || review.actions.includes("unmark_contribution_done");
  if (!may) return null;
  return (
    <>
      <Checkbox
        label={t("contribution.markDone")}
        title={t("contribution.markDone.help", { reviewer: review.reviewer.name })}
        checked={part.done ?? false}
        disabled={mark.busy}
        onChange={(event) =>
          void mark.mutate({ path: { review_id: review.id }, body: { done: event.currentTarget.checked } })
        }
      />
      <ProblemNote error={mark.error} />
    </>
  );
}

function Reader({ review, part }: Part) {
  const who = useWho(review);
  return (
    <SideCard title={t("contribution.mine")}>
      <WhoCanSee>{who("contributions", part.author)}</WhoCanSee>
      <Text review={review} part={part} />
    </SideCard>
  );
}

function Theirs({
  review,
  person,
  part,
}: {
  review: ReviewView;
  person: ContributorView;
  part: ContributionView | undefined;
}) {
  const reads = review.contributions !== undefined;
  if (!part && person.done === undefined) return null;
  return (
    <SideCard
      title={t("contribution.of", { name: person.name })}
      state={
        person.done !== undefined && (
          <Tag tone={person.done ? "good" : "wait"}>{t(person.done ? "contribution.done" : "contribution.open")}</Tag>
        )
      }
      tools={review.actions.includes("remove_contributor") && <Remove review={review} person={person} />}
    >
      {part ? (
        <Text review={review} part={part} />
      ) : (
        <p className="dim side-empty">{t(reads ? "contribution.none" : "review.side.statusOnly")}</p>
      )}
    </SideCard>
  );
}

function Text({ review, part }: Part) {
  if (Object.keys(part.answers).length === 0) return <p className="dim side-empty">{t("contribution.none")}</p>;
  const sections = answered(sectionsFor(review.questionnaire, "manager"), part);
  return <AnswersToRead sections={sections} side={part} review={review} />;
}

/** A contributor answers what they have something to say about. */
const optional = (sections: FormSectionView[]): FormSectionView[] =>
  sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => ({ ...question, required: false })),
  }));

const answered = (sections: FormSectionView[], { answers }: ContributionView): FormSectionView[] =>
  sections
    .map((section) => ({ ...section, questions: section.questions.filter(({ id }) => answers[id] != null) }))
    .filter(({ questions }) => questions.length > 0);

/** Asks someone no longer, after saying what becomes of their text. */
function Remove({ review, person }: { review: ReviewView; person: ContributorView }) {
  const [asking, setAsking] = useState(false);
  const remove = useApiMutation("DELETE /reviews/{review_id}/contributors/{person_id}", TOUCHED);
  const toast = useToast();
  const name = person.name;
  const yes = async (): Promise<void> => {
    if (!(await remove.mutate({ path: { review_id: review.id, person_id: person.id } }))) return;
    toast(t("contribution.removed", { name }));
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t("contribution.remove.of", { name })}
        onClick={() => setAsking(true)}
      >
        {t("contribution.remove")}
      </Button>
      <Confirm
        opened={asking}
        title={t("contribution.remove.title", { name })}
        yes={t("contribution.remove")}
        danger
        busy={remove.busy}
        onYes={() => void yes()}
        onNo={() => setAsking(false)}
      >
        {t("contribution.remove.text", { name })}
        <ProblemNote error={remove.error} />
      </Confirm>
    </>
  );
}
