import type { ReviewView, SideView } from "../api/contract";
import { t } from "../text";
import { WhoCanSee } from "../ui/WhoCanSee";
import { AnswersToRead } from "./Answers";
import { sectionsFor } from "./form";
import { useSide } from "./sheets";
import { ReadBy, SideCard } from "./SideCard";
import { SideFiles } from "./SideFiles";
import { SideToWrite } from "./SideToWrite";
import { TakeBack } from "./TakeBack";

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
}: Omit<Shown, "mine" | "onFold"> & { side: SideView; title: string }) {
  const writing = useSide(review, "self", side);
  return (
    <SideToWrite
      review={review}
      name="self"
      side={side}
      title={title}
      writing={writing}
      who={t("review.who.self")}
      onFinished={onFinished}
    />
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
      tools={<TakeBack review={review} name="self" onTakenBack={onTakenBack} />}
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
