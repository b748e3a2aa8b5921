import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { flushSync } from "react-dom";

import type { ReviewView, SideView } from "../api/contract";
import { useTell } from "../api/hooks";
import { t, tx } from "../text";
import { Moment } from "../ui/parts";
import { ProblemNote } from "../ui/Problem";
import { WhoCanSee } from "../ui/WhoCanSee";
import { AnswersToRead, OverallToRead, OverallToWrite } from "./Answers";
import { useWho } from "./audience";
import { sectionsFor } from "./form";
import { TOUCHED } from "./sharing";
import { useSide } from "./sheets";
import { ReadBy, SideCard } from "./SideCard";
import { SideFiles } from "./SideFiles";
import { SideToWrite } from "./SideToWrite";
import { TakeBack } from "./TakeBack";

interface Shown {
  review: ReviewView;
  mine: boolean;
  onFinished: (finished: boolean) => void;
}

/** The manager's assessment: written by the reviewer, read by the reviewee once it is shared. */
export function ManagerSide({ review, mine, onFinished }: Shown) {
  const [editing, setEditing] = useEditing();
  const side = review.manager;
  const writes = review.actions.includes("save_manager");
  const title = writes ? t("review.side.managerMine") : t("review.side.managerOf", { name: review.reviewer.name });
  if (!side?.answers && !writes) return <Unseen review={review} title={title} side={side} mine={mine} />;
  if (side && writes && (side.state !== "shared" || editing)) {
    return (
      <Writer
        review={review}
        side={side}
        title={title}
        onFinished={onFinished}
        stop={editing ? () => setEditing(false) : undefined}
      />
    );
  }
  return side ? (
    <Reader
      review={review}
      side={side}
      title={title}
      onEdit={writes ? () => setEditing(true) : undefined}
      onTakenBack={() => onFinished(false)}
    />
  ) : null;
}

/** Reading and writing are two cards in one place; the button that changes goes with the first, the focus to the second. */
function useEditing(): [boolean, (editing: boolean) => void] {
  const [editing, setEditing] = useState(false);
  const change = (next: boolean): void => {
    flushSync(() => setEditing(next));
    document.querySelector<HTMLElement>(".side-right > .side-card")?.focus({ preventScroll: true });
  };
  return [editing, change];
}

function Unseen({
  review,
  title,
  side,
  mine,
}: {
  review: ReviewView;
  title: string;
  side: SideView | undefined;
  mine: boolean;
}) {
  return (
    <SideCard title={title} state={side?.state}>
      <p className="dim side-empty">{mine ? unseenByReviewee(review) : t("review.side.statusOnly")}</p>
    </SideCard>
  );
}

function unseenByReviewee({ reviewer: { name }, manager_taken_back: back }: ReviewView): string {
  return t(back ? "review.side.takenBackManager" : "review.side.notYetManager", { name });
}

function Writer({
  review,
  side,
  title,
  onFinished,
  stop,
}: {
  review: ReviewView;
  side: SideView;
  title: string;
  onFinished: (finished: boolean) => void;
  stop: (() => void) | undefined;
}) {
  const writing = useSide(review, "manager", side);
  const name = review.reviewee.name;
  const who = useWho(review)("manager");
  const withheld = new Set(review.audience.withheld);
  const never = t("review.who.neverReviewee", { name });
  return (
    <SideToWrite
      review={review}
      name="manager"
      side={side}
      title={title}
      writing={writing}
      who={who}
      whoOf={(question) => (withheld.has(question.id) ? never : who)}
      notices={
        <>
          {side.state === "shared" && <p className="notice">{t("review.side.editVisible", { name })}</p>}
          {side.locked && <p className="notice">{t("review.side.locked")}</p>}
        </>
      }
      buttons={
        <>
          <Done review={review} side={side} />
          {stop && (
            <Button variant="default" onClick={() => void writing.flush().then(stop)}>
              {t("review.side.editDone")}
            </Button>
          )}
        </>
      }
      onFinished={onFinished}
    >
      <OverallToWrite review={review} writing={writing} who={who} />
    </SideToWrite>
  );
}

/** "I am done writing": independent of sharing. */
function Done({ review, side }: { review: ReviewView; side: SideView }) {
  const mark = useTell("POST /reviews/{review_id}/manager/done", TOUCHED);
  const may = review.actions.includes("mark_done") || review.actions.includes("unmark_done");
  if (!may) return null;
  return (
    <>
      <Checkbox
        label={t("review.done")}
        title={t("review.done.help")}
        checked={side.done ?? false}
        disabled={mark.busy}
        onChange={(event) =>
          void mark.tell({ path: { review_id: review.id }, body: { done: event.currentTarget.checked } })
        }
      />
      <ProblemNote error={mark.error} />
    </>
  );
}

function Reader({
  review,
  side,
  title,
  onEdit,
  onTakenBack,
}: {
  review: ReviewView;
  side: SideView;
  title: string;
  onEdit: (() => void) | undefined;
  onTakenBack: () => void;
}) {
  const who = useWho(review);
  return (
    <SideCard
      title={title}
      state={side.state}
      tools={
        <>
          {onEdit && (
            <Button variant="subtle" size="compact-sm" onClick={onEdit}>
              {t("review.side.edit")}
            </Button>
          )}
          <TakeBack review={review} name="manager" onTakenBack={onTakenBack} />
        </>
      }
    >
      {onEdit && side.state === "shared" && <WhoCanSee>{who("manager")}</WhoCanSee>}
      <ReadBy side={side} />
      <AnswersToRead sections={sectionsFor(review.questionnaire, "manager")} side={side} review={review} />
      <OverallToRead review={review} side={side} />
      <SideFiles review={review} name="manager" />
      <Adjusted review={review} />
    </SideCard>
  );
}

/** What was changed about the rating from above, and why; nobody reviewed ever sees this. */
function Adjusted({ review }: { review: ReviewView }) {
  return review.adjustments?.map(({ before, after, by, at, reason }) => (
    <p key={at} className="dim small">
      {tx("review.adjusted", {
        before: label(review, before),
        after: label(review, after),
        name: by.name,
        when: <Moment at={at} />,
        reason,
      })}
    </p>
  ));
}

function label({ cycle }: ReviewView, value: number | null): string {
  return cycle.ratings?.find((step) => step.value === value)?.label ?? t("review.unrated");
}
