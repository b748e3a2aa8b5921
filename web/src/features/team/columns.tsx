import type { DeadlineView, TeamItem, TeamReview } from "../../api/contract";
import type { Column } from "../../ui/grid/Grid";
import { CycleEnded, isOver, isSettled, ReviewTag, SideTag, standingText } from "../reviews";
import { t, tOr } from "./text";
import { WithLink } from "../with";
import { DueDate, Tag } from "../../ui/parts";

export const CHOICES = [
  "department",
  "reports_to",
  "reviewer",
  "cycle",
  "self",
  "manager",
  "state",
  "due",
  "rating",
] as const;
export type Choice = (typeof CHOICES)[number];
export type Name = Choice | "person";
export const FIRST: readonly Choice[] = ["self", "manager", "state", "due", "rating"];

/** The columns of a team. What a manager does not see of a review is an empty cell. */
export const COLUMNS: readonly Column<TeamItem, Name>[] = [
  {
    name: "person",
    title: t("team.person"),
    cell: (item) => <Person item={item} />,
    text: ({ person }) => person.name,
  },
  column("department", t("team.department"), ({ department }) => department),
  column("reports_to", t("team.reportsTo"), ({ manager }) => manager?.name ?? ""),
  column("reviewer", t("team.reviewer"), ({ review, reviewed_by }) => (review?.reviewer ?? reviewed_by)?.name ?? ""),
  column("cycle", t("team.cycle"), ({ review }) => review?.cycle.name ?? ""),
  {
    name: "self",
    title: t("team.self"),
    cell: ({ review }) => review && <SideTag state={review.self.state} />,
    text: ({ review }) => (review ? tOr("side", review.self.state) : ""),
  },
  {
    name: "manager",
    title: t("team.manager"),
    cell: ({ review }) => review?.manager && <ManagerSide manager={review.manager} />,
    text: ({ review }) => (review?.manager ? tOr("side", review.manager.state) : ""),
  },
  { name: "state", title: t("reviews.where"), cell: (item) => <State item={item} />, text: stateText },
  {
    name: "due",
    title: t("reviews.due"),
    cell: ({ review }) => review && <Due review={review} />,
    text: ({ review }) => (review && isWritten(review) ? dueOf(review).date : ""),
  },
  column("rating", t("team.rating"), ({ review }) => review?.rating_label ?? ""),
];

function column(name: Name, title: string, text: (item: TeamItem) => string): Column<TeamItem, Name> {
  return { name, title, cell: text, text };
}

function Person({ item: { person, title, department, direct } }: { item: TeamItem }) {
  return (
    <>
      <WithLink person={person} />
      <span className="dim small board-under">
        {[title || department, !direct && t("team.indirect")].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

function ManagerSide({ manager: { state, done } }: { manager: NonNullable<TeamReview["manager"]> }) {
  return (
    <span className="board-side">
      <SideTag state={state} />
      {done && state !== "shared" && <Tag tone="good">{t("side.done")}</Tag>}
    </span>
  );
}

/** Where the review stands; why there is none to be seen: someone else reviews, or no one. */
function State({ item }: { item: TeamItem }) {
  const { review } = item;
  if (!review) return <span className="dim small">{stateText(item)}</span>;
  return (
    <>
      <ReviewTag review={review} />
      <span className="dim small board-under">
        <CycleEnded review={review} />
      </span>
    </>
  );
}

function stateText({ review, reviewed_by }: TeamItem): string {
  if (!review) return reviewed_by ? t("team.reviewedBy", { name: reviewed_by.name }) : t("team.noReview");
  return standingText(review);
}

const isWritten = (review: TeamReview): boolean =>
  (review.state === "open" || review.state === "locked") && !isOver(review);

function Due({ review }: { review: TeamReview }) {
  if (!isWritten(review)) return null;
  const due = dueOf(review);
  return <DueDate at={due.at} zone={due.time_zone} short />;
}

/** The deadline of what comes next. */
function dueOf({ self, manager, deadlines }: TeamReview): DeadlineView {
  if (!manager || !isSettled(self.state)) return deadlines.self;
  return manager.state === "shared" ? deadlines.sign : deadlines.manager;
}
