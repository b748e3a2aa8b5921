import { Button } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import { flushSync } from "react-dom";

import type { ReviewView, SideView } from "../../api/contract";
import { StatusLine, WritingNotices } from "../../ui/drafts/StatusLine";
import { t } from "./text";
import { ChevronIcon } from "../../ui/icons";
import { Adjusted } from "./Adjusted";
import { useWho } from "./audience";
import { Backups } from "./Backups";
import { useCitable } from "./Cite";
import { DoneBox } from "./DoneBox";
import { sectionsFor } from "./form";
import { OverallToRead, OverallToWrite } from "./Overall";
import { pairsOf, shownOf, sideToWrite } from "./questionPairs";
import { Cell, type Column, Pairs, type Written } from "./Pairs";
import { Rail } from "./Rail";
import { useRemembered } from "./remembered";
import { otherOf } from "./shares";
import { type SideName, useSide } from "./documents";
import { hasFiles, SideFiles } from "./SideFiles";
import { SideHead } from "./SideHead";
import { TakeBack } from "./TakeBack";
import "./side.css";

const ShareDialog = lazy(() => import("./ShareDialog"));

interface Shown {
  review: ReviewView;
  mine: boolean;
  onFinished: (finished: boolean) => void;
  /** What stands below the two sides. */
  children?: ReactNode;
}

/** Both sides question by question: the self-assessment left, the manager's assessment right. */
export function Sides(props: Shown) {
  const [editing, setEditing] = useEditing();
  const name = sideToWrite(props.review, editing);
  const side = name && props.review[name];
  const edit = editing ? undefined : () => setEditing(true);
  if (!name || !side) return <SidesCard {...props} edit={edit} />;
  return <Writer key={name} {...props} name={name} side={side} stop={editing ? () => setEditing(false) : undefined} />;
}

/** The button that changes between reading and writing goes; the focus goes to the head of the side. */
function useEditing(): [boolean, (editing: boolean) => void] {
  const [editing, setEditing] = useState(false);
  const change = (next: boolean): void => {
    flushSync(() => setEditing(next));
    document.querySelector<HTMLElement>(".side-head:last-of-type")?.focus({ preventScroll: true });
  };
  return [editing, change];
}

interface Writing extends Shown {
  name: SideName;
  side: SideView;
  /** Ends changing what is shared. */
  stop: (() => void) | undefined;
}

function Writer({ review, name, side, stop, onFinished, ...shown }: Writing) {
  const [sharing, setSharing] = useState<boolean>();
  const [problem, setProblem] = useState<Error | null>(null);
  const writing = useSide(review, name, side);
  const citable = useCitable(review);
  const seenId = useId();
  const other = otherOf(review, name);
  return (
    <SidesCard
      {...shown}
      review={review}
      onFinished={onFinished}
      writes={{ name, written: { writing, citable, problem, seenId } }}
      foot={
        <>
          <StatusLine writing={writing} />
          {name === "manager" && <DoneBox review={review} side={side} />}
          {stop && (
            <Button variant="default" onClick={() => void writing.flush().then(stop)}>
              {t("review.side.editDone")}
            </Button>
          )}
          {review.actions.includes(`share_${name}`) && (
            <Button onClick={() => setSharing(true)}>{t(`review.share.${name}`, { name: other })}</Button>
          )}
        </>
      }
    >
      {shown.children}
      {sharing !== undefined && (
        <Suspense fallback={null}>
          <ShareDialog
            review={review}
            name={name}
            sections={sectionsFor(review.questionnaire, name)}
            writing={writing}
            opened={sharing}
            close={() => setSharing(false)}
            onRefused={setProblem}
            onShared={() => onFinished(true)}
          />
        </Suspense>
      )}
    </SidesCard>
  );
}

interface CardProps extends Shown {
  writes?: { name: SideName; written: Written };
  /** Begins changing what is shared. */
  edit?: (() => void) | undefined;
  /** What can be done with what is written, always in sight. */
  foot?: ReactNode;
}

function SidesCard(props: CardProps) {
  const { review, writes, foot, children } = props;
  const writesManager = writes?.name === "manager";
  const [opened, setOpened] = useRemembered("self-side", false);
  const shown = shownOf(review, writes?.name);
  const folds = writesManager && shown.self;
  const folded = folds && !opened;
  const columns = columnsOf(props, shown);
  const sections = pairsOf(review.questionnaire, shown);
  const overall = <Overall {...props} />;
  const first = review.cycle.overall_first;
  return (
    <div className="review-body">
      <Rail review={review} sections={sections} written={writes?.written.writing} name={writes?.name} />
      <div className="review-main">
        <div className="sheet" data-folded={folded || undefined}>
          <div className="side-heads" data-columns={shown.self && shown.manager && !folded ? 2 : 1}>
            <SelfHead {...props} fold={folds ? { opened, toggle: () => setOpened(!opened) } : undefined} />
            <ManagerHead {...props} />
          </div>
          {first && overall}
          <Pairs review={review} sections={sections} columns={columns} />
          {!first && overall}
          <Attached {...props} columns={columns} />
          {foot && <footer className="side-foot no-print">{foot}</footer>}
        </div>
        {children}
      </div>
    </div>
  );
}

function titlesOf({ review, mine, writes }: CardProps, name: SideName): { title: string; named: string } {
  const named =
    name === "self"
      ? t("review.side.selfOf", { name: review.reviewee.name })
      : t("review.side.managerOf", { name: review.reviewer.name });
  if (name === "self") return { title: mine ? t("review.side.selfMine") : named, named };
  const own = writes?.name === "manager" || review.actions.includes("save_manager");
  return { title: own ? t("review.side.managerMine") : named, named };
}

function columnsOf(props: CardProps, shown: Readonly<Record<SideName, boolean>>): Column[] {
  const { review, writes } = props;
  return (["self", "manager"] as const).flatMap((name) => {
    const side = review[name];
    if (!side || !shown[name]) return [];
    return [{ name, ...titlesOf(props, name), side, ...(writes?.name === name && { written: writes.written }) }];
  });
}

interface Fold {
  opened: boolean;
  toggle: () => void;
}

function SelfHead(props: CardProps & { fold: Fold | undefined }) {
  const { review, mine, writes, onFinished, fold } = props;
  const who = useWho(review);
  const written = writes?.name === "self" ? writes.written : undefined;
  if (!review.self) return null;
  const tells = Boolean(written) || (review.self.state === "shared" && (mine || !review.self.answers));
  return (
    <SideHead
      review={review}
      name="self"
      {...titlesOf(props, "self")}
      side={review.self}
      mine={mine}
      who={tells ? who("self") : undefined}
      {...(written && { seenId: written.seenId })}
      tools={
        <>
          {fold && (
            <Button
              variant="default"
              size="compact-sm"
              aria-expanded={fold.opened}
              onClick={fold.toggle}
              leftSection={<ChevronIcon size={14} />}
              className="fold"
            >
              {t(fold.opened ? "review.side.collapse" : "review.side.expand")}
            </Button>
          )}
          {written && <Backups review={review} name="self" writing={written.writing} />}
          <TakeBack review={review} name="self" onTakenBack={() => onFinished(false)} />
        </>
      }
    >
      {written && <WritingNotices writing={written.writing} />}
    </SideHead>
  );
}

function ManagerHead(props: CardProps) {
  const { review, mine, writes, edit, onFinished } = props;
  const who = useWho(review);
  const written = writes?.name === "manager" ? writes.written : undefined;
  const shared = review.manager?.state === "shared";
  const writer = review.actions.includes("save_manager");
  return (
    <SideHead
      review={review}
      name="manager"
      {...titlesOf(props, "manager")}
      side={review.manager}
      mine={mine}
      who={written || (writer && shared) ? who("manager") : undefined}
      {...(written && { seenId: written.seenId })}
      tools={
        <>
          {written && <Backups review={review} name="manager" writing={written.writing} />}
          {!written && writer && edit && (
            <Button variant="subtle" size="compact-sm" onClick={edit}>
              {t("review.side.edit")}
            </Button>
          )}
          <TakeBack review={review} name="manager" onTakenBack={() => onFinished(false)} />
        </>
      }
    >
      {written && <WritingNotices writing={written.writing} />}
      {written && shared && <p className="notice">{t("review.side.editVisible", { name: review.reviewee.name })}</p>}
    </SideHead>
  );
}

/** Rating and chart, where anyone who looks gives or reads them. */
function Overall({ review, writes }: CardProps) {
  if (writes?.name === "manager") return <OverallToWrite review={review} {...writes.written} />;
  return (
    <>
      {review.manager && <OverallToRead review={review} side={review.manager} level={2} />}
      <Adjusted review={review} />
    </>
  );
}

/** The files of both sides, below the questions. */
function Attached({ review, writes, columns }: CardProps & { columns: readonly Column[] }) {
  const beside = columns.filter(({ name }) => hasFiles(review, name, writes?.name === name));
  if (beside.length === 0) return null;
  return (
    <section className="form-section" data-only={beside.length === 1 ? beside[0]?.name : undefined}>
      <h2 className="form-title">{t("files.title")}</h2>
      <div className="pair-cells">
        {beside.map((column) => (
          <Cell key={column.name} column={column} labelled={columns.length > 1} writes={writes?.name === column.name}>
            <SideFiles review={review} name={column.name} may={writes?.name === column.name} />
          </Cell>
        ))}
      </div>
    </section>
  );
}
