import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";

import type { ReviewView, SideView } from "../api/contract";
import { StatusLine, WritingNotices } from "../drafts/StatusLine";
import type { Writing } from "../drafts/useSheet";
import type { Question } from "../questions/answers";
import { t } from "../text";
import { AnswersToWrite } from "./Answers";
import { Backups } from "./Backups";
import { useCitable } from "./Cite";
import { sectionsFor } from "./form";
import { ShareDialog } from "./ShareDialog";
import { otherOf } from "./sharing";
import type { SideName } from "./sheets";
import { SideCard } from "./SideCard";
import { SideFiles } from "./SideFiles";

interface Written {
  review: ReviewView;
  name: SideName;
  side: SideView;
  title: string;
  writing: Writing;
  /** Who can see the side, and, where it differs, the answer to a question. */
  who: string;
  whoOf?: (question: Question) => string;
  /** What is to be known before writing. */
  notices?: ReactNode;
  /** What stands beside the button that shares. */
  buttons?: ReactNode;
  onFinished: (finished: boolean) => void;
  /** What is asked beyond the questionnaire. */
  children?: ReactNode;
}

/** A side as its author writes it: the questions, the files, and at the foot how it is kept and the way to share it. */
export function SideToWrite(props: Written) {
  const { review, name, side, title, writing, who, whoOf = () => who, notices, buttons, onFinished, children } = props;
  const [sharing, setSharing] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const sections = sectionsFor(review.questionnaire, name);
  const citable = useCitable(review);
  return (
    <SideCard
      title={title}
      state={side.state}
      tools={<Backups review={review} name={name} writing={writing} />}
      foot={
        <>
          <StatusLine writing={writing} />
          {buttons}
          {review.actions.includes(`share_${name}`) && (
            <Button onClick={() => setSharing(true)}>
              {t(`review.share.${name}`, { name: otherOf(review, name) })}
            </Button>
          )}
        </>
      }
    >
      <WritingNotices writing={writing} />
      {notices}
      <AnswersToWrite sections={sections} writing={writing} who={whoOf} problem={problem} citable={citable} />
      {children}
      <SideFiles review={review} name={name} who={who} />
      <ShareDialog
        review={review}
        name={name}
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
