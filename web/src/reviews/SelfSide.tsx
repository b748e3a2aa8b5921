import type { ReviewView, SideView } from "../api/contract";
import { t } from "../text";
import { WhoCanSee } from "../ui/WhoCanSee";
import { AnswersToRead } from "./Answers";
import { useWho } from "./audience";
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
  const who = useWho(review);
  return (
    <SideToWrite
      review={review}
      name="self"
      side={side}
      title={title}
      writing={writing}
      who={who("self")}
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
  const who = useWho(review);
  return (
    <SideCard
      title={title}
      state={side.state}
      onFold={onFold}
      tools={<TakeBack review={review} name="self" onTakenBack={onTakenBack} />}
    >
      {side.answers ? (
        <>
          {mine && side.state === "shared" && <WhoCanSee>{who("self")}</WhoCanSee>}
          <ReadBy side={side} />
          <AnswersToRead sections={sectionsFor(review.questionnaire, "self")} side={side} />
          <SideFiles review={review} name="self" />
        </>
      ) : (
        <>
          <p className="dim side-empty">{whyEmpty(review, side)}</p>
          {side.state === "shared" && <WhoCanSee>{who("self")}</WhoCanSee>}
        </>
      )}
      {mine && side.locked && side.state !== "shared" && <p className="notice">{t("review.side.locked")}</p>}
    </SideCard>
  );
}

function whyEmpty({ reviewee }: ReviewView, { state }: SideView): string {
  if (state === "not_provided") return t("review.side.notProvided");
  if (state === "hidden") return t("review.side.takenBackSelf", { name: reviewee.name });
  return t(state === "shared" ? "review.side.notForYou" : "review.side.notYetSelf", { name: reviewee.name });
}
