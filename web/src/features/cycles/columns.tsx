import { Link } from "wouter";

import type { BoardItem, CycleView, DeadlineView } from "../../api/contract";
import type { Column } from "../../ui/grid/Grid";
import { CycleEnded, isOver, isSettled, ReviewTag, SideTag, standingText } from "../reviews";
import { t, tOr } from "./text";
import { LockIcon } from "../../ui/icons";
import { DayText, Tag } from "../../ui/parts";

export const CHOICES = [
  "department",
  "reviewer",
  "self",
  "manager",
  "signed",
  "rating",
  "self_due",
  "manager_due",
  "sign_due",
] as const;
export type Choice = (typeof CHOICES)[number];
export type Name = Choice | "person";
export const FIRST: readonly Choice[] = ["reviewer", "self", "manager", "signed", "rating"];

/** The columns of a cycle's board; ratings only where the cycle has them. */
export function columnsOf(cycle: CycleView): Column<BoardItem, Name>[] {
  const scale = cycle.options.ratings?.scale;
  const rating = ({ rating: value }: BoardItem): string => scale?.find((step) => step.value === value)?.label ?? "";
  const all: Column<BoardItem, Name>[] = [
    {
      name: "person",
      title: t("hr.board.person"),
      cell: (item) => <Person item={item} />,
      text: (item) => item.reviewee.name,
    },
    {
      name: "department",
      title: t("hr.stage.department"),
      cell: (item) => item.department,
      text: (item) => item.department,
    },
    {
      name: "reviewer",
      title: t("hr.board.reviewer"),
      cell: (item) => <Reviewer item={item} />,
      text: (item) => item.reviewer.name,
    },
    {
      name: "self",
      title: t("hr.board.self"),
      cell: (item) => <Side item={item} side={item.self} />,
      text: (item) => sideText(item, item.self),
    },
    {
      name: "manager",
      title: t("hr.board.manager"),
      cell: (item) =>
        item.manager ? <Side item={item} side={item.manager} /> : <span className="dim">{t("hr.board.hidden")}</span>,
      text: (item) => (item.manager ? sideText(item, item.manager) : t("hr.board.hidden")),
    },
    { name: "signed", title: t("hr.board.signed"), cell: (item) => <Signed item={item} />, text: signedText },
    {
      name: "rating",
      title: t("hr.board.rating"),
      cell: (item) => rating(item) || <span className="dim">–</span>,
      text: rating,
    },
    dueColumn("self_due", t("hr.date.self_due_on"), ({ deadlines }) => deadlines.self),
    dueColumn("manager_due", t("hr.date.manager_due_on"), ({ deadlines }) => deadlines.manager),
    dueColumn("sign_due", t("hr.date.sign_due_on"), ({ deadlines }) => deadlines.sign),
  ];
  return all.filter(({ name }) => name !== "rating" || scale);
}

function dueColumn(name: Name, title: string, due: (item: BoardItem) => DeadlineView): Column<BoardItem, Name> {
  return {
    name,
    title,
    cell: (item) => <DayText at={due(item).at} zone={due(item).time_zone} date={due(item).date} />,
    text: (item) => due(item).date,
  };
}

function Person({ item: { id, reviewee, department } }: { item: BoardItem }) {
  return (
    <>
      <Link href={`/reviews/${id}`} className="person-link">
        {reviewee.name}
      </Link>
      <span className="dim small board-under">{department}</span>
    </>
  );
}

function Reviewer({ item: { reviewer, without_reviewer } }: { item: BoardItem }) {
  return (
    <span className="board-side">
      {reviewer.name} {without_reviewer && <Tag tone="bad">{t("grid.without")}</Tag>}
    </span>
  );
}

function Signed({ item }: { item: BoardItem }) {
  return (
    <>
      {counts(item) ? (
        <span className="dim">{t("hr.board.signs", { n: item.signed.length })}</span>
      ) : (
        <ReviewTag review={item} />
      )}
      <span className="dim small board-under">
        <CycleEnded review={item} />
      </span>
    </>
  );
}

const counts = (item: BoardItem): boolean => (item.state === "open" || item.state === "locked") && !isOver(item);

const signedText = (item: BoardItem): string =>
  counts(item) ? t("hr.board.signs", { n: item.signed.length }) : standingText(item);

/** Only what somebody could still do is late: nothing of a withdrawn review. */
const isLate = (item: BoardItem, { state, locked }: BoardItem["self"]): boolean =>
  counts(item) && locked && !isSettled(state);

function Side({ item, side }: { item: BoardItem; side: BoardItem["self"] }) {
  const { state, done } = side;
  return (
    <span className="board-side">
      <SideTag state={state} />
      {done && state !== "shared" && <Tag tone="good">{t("side.done")}</Tag>}
      {isLate(item, side) && (
        <Tag tone="bad" icon={<LockIcon size={13} />}>
          {t("hr.board.late")}
        </Tag>
      )}
    </span>
  );
}

function sideText(item: BoardItem, side: BoardItem["self"]): string {
  const { state, done } = side;
  const more = [done && state !== "shared" && t("side.done"), isLate(item, side) && t("hr.board.late")];
  return [tOr("side", state), ...more].filter(Boolean).join(", ");
}
