import { Button } from "@mantine/core";
import { useState } from "react";

import type { ReviewView, SideView } from "../api/contract";
import { useTell } from "../api/hooks";
import { StatusLine, WritingNotices } from "../drafts/StatusLine";
import { t } from "../text";
import { Confirm } from "../ui/Confirm";
import { ProblemNote } from "../ui/Problem";
import { useSay } from "../ui/toasts";
import { WhoCanSee } from "../ui/WhoCanSee";
import { AnswersToRead, AnswersToWrite } from "./Answers";
import { Backups } from "./Backups";
import { sectionsFor } from "./form";
import { ShareDialog } from "./ShareDialog";
import { useSide } from "./sheets";
import { ReadBy, SideCard } from "./SideCard";
import { SideFiles } from "./SideFiles";
import { useCitable } from "./Cite";

interface Shown {
  review: ReviewView;
  mine: boolean;
  onFold?: (() => void) | undefined;
  onFinished: (finished: boolean) => void;
}

/** The self-assessment: written by the reviewee, read by others once it is shared. */
export function SelfSide({ review, mine, onFold, onFinished }: Shown) {
  const side = review.self;
  const title = mine ? t("review.side.selfMine") : t("review.side.selfOf", { name: review.reviewee.name });
  if (!side) return null;
  if (review.actions.includes("save_self"))
    return <Writer review={review} side={side} title={title} onFinished={onFinished} />;
  return (
    <Reader
      review={review}
      side={side}
      title={title}
      mine={mine}
      onFold={onFold}
      onTakenBack={() => onFinished(false)}
    />
  );
}

function Writer({
  review,
  side,
  title,
  onFinished,
}: {
  review: ReviewView;
  side: SideView;
  title: string;
  onFinished: (finished: boolean) => void;
}) {
  const writing = useSide(review, "self", side);
  const [sharing, setSharing] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const sections = sectionsFor(review.questionnaire, "self");
  const citable = useCitable(review);
  return (
    <SideCard
      title={title}
      state={side.state}
      tools={<Backups review={review} name="self" writing={writing} />}
      foot={
        <>
          <StatusLine writing={writing} />
          {review.actions.includes("share_self") && (
            <Button onClick={() => setSharing(true)}>{t("review.share.self", { name: review.reviewer.name })}</Button>
          )}
        </>
      }
    >
      <WritingNotices writing={writing} />
      <AnswersToWrite
        sections={sections}
        writing={writing}
        who={() => t("review.who.self")}
        problem={problem}
        citable={citable}
      />
      <SideFiles review={review} name="self" who={t("review.who.self")} />
      <ShareDialog
        review={review}
        name="self"
        sections={sections}
        writing={writing}
        opened={sharing}
        close={() => setSharing(false)}
        onRefused={setProblem}
        onShared={() => onFinished(true)}
      />
    </SideCard>
  );
}

function Reader({
  review,
  side,
  title,
  mine,
  onFold,
  onTakenBack,
}: {
  review: ReviewView;
  side: SideView;
  title: string;
  mine: boolean;
  onFold: (() => void) | undefined;
  onTakenBack: () => void;
}) {
  const { reviewee, reviewer } = review;
  return (
    <SideCard
      title={title}
      state={side.state}
      onFold={onFold}
      tools={review.actions.includes("unshare_self") && <TakeBack review={review} onTakenBack={onTakenBack} />}
    >
      {side.answers ? (
        <>
          {mine && side.state === "shared" && (
            <WhoCanSee>{t("review.who.selfShared", { reviewer: reviewer.name })}</WhoCanSee>
          )}
          <ReadBy side={side} />
          <AnswersToRead sections={sectionsFor(review.questionnaire, "self")} side={side} />
          <SideFiles review={review} name="self" />
        </>
      ) : (
        <p className="dim side-empty">
          {side.state === "not_provided"
            ? t("review.side.notProvided")
            : side.state === "shared"
              ? t("review.side.statusOnly")
              : t("review.side.notYetSelf", { name: reviewee.name })}
        </p>
      )}
      {mine && side.locked && side.state !== "shared" && <p className="notice">{t("review.side.locked")}</p>}
    </SideCard>
  );
}

function TakeBack({ review, onTakenBack }: { review: ReviewView; onTakenBack: () => void }) {
  const [asking, setAsking] = useState(false);
  const unshare = useTell("POST /reviews/{review_id}/self/unshare", [
    "GET /reviews/{review_id}",
    "GET /home",
    "GET /reviews",
  ]);
  const share = useTell("POST /reviews/{review_id}/self/share", [
    "GET /reviews/{review_id}",
    "GET /home",
    "GET /reviews",
  ]);
  const say = useSay();
  const path = { review_id: review.id };
  const takeBack = async (): Promise<void> => {
    if (!(await unshare.tell({ path }))) return;
    setAsking(false);
    onTakenBack();
    say(t("review.unshared", { name: review.reviewer.name }), () => void share.tell({ path }));
  };
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => setAsking(true)}>
        {t("review.unshare")}
      </Button>
      <Confirm
        opened={asking}
        title={t("review.unshare.title")}
        yes={t("review.unshare")}
        busy={unshare.busy}
        onYes={() => void takeBack()}
        onNo={() => setAsking(false)}
      >
        {t("review.unshare.text", { name: review.reviewer.name })}
        <ProblemNote error={unshare.error} />
      </Confirm>
    </>
  );
}
