import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";

import type { DeadlineView, TeamItem, TeamReview } from "../api/contract";
import { CycleEnded, isOver, ReviewTag, SideTag } from "../reviews/states";
import { t } from "../text";
import { DueDate, Face, PersonLink } from "../ui/parts";

const SMALL = { size: "compact-sm", variant: "default" } as const;

interface Verbs {
  peek: (review: string) => void;
  adjust: (review: string) => void;
  nudge: (review: string) => void;
}

interface Doable extends Verbs {
  person: TeamItem["person"];
  review: TeamReview;
}

/** Somebody below, where their review stands, and what can be done now. */
export function TeamRow({ item, peek, adjust, nudge }: Verbs & { item: TeamItem }) {
  const { person, review } = item;
  return (
    <div className="row team-row">
      <Face name={person.name} />
      <div className="row-main">
        <span className="row-title">
          <PersonLink person={person} />
        </span>
        <span className="dim small team-about">{about(item)}</span>
      </div>
      {review ? <Standing review={review} /> : <span className="dim small team-standing">{unseen(item)}</span>}
      {review && <Doing person={person} review={review} peek={peek} adjust={adjust} nudge={nudge} />}
    </div>
  );
}

/** Why there is no review to be seen: somebody else reviews, or nobody. */
const unseen = ({ reviewed_by }: TeamItem): string =>
  reviewed_by ? t("team.reviewedBy", { name: reviewed_by.name }) : t("team.noReview");

/** What can be done with somebody's review from here. */
function Doing({ person: { name }, review, peek, adjust, nudge }: Doable) {
  return (
    <div className="team-do no-print">
      {review.actions.includes("nudge") && (
        <Button {...SMALL} onClick={() => nudge(review.id)} aria-label={t("team.nudge.whom", { name })}>
          {t("review.do.nudge")}
        </Button>
      )}
      {review.actions.includes("adjust_rating") && (
        <Button {...SMALL} onClick={() => adjust(review.id)} aria-label={t("team.adjust.who", { name })}>
          {t("team.adjust")}
        </Button>
      )}
      <Button {...SMALL} onClick={() => peek(review.id)} aria-label={t("team.peek.who", { name })}>
        {t("team.peek")}
      </Button>
      <Button
        {...SMALL}
        variant="light"
        component={Link}
        href={`/reviews/${review.id}`}
        aria-label={t("team.openReview", { name })}
      >
        {t("team.open")}
      </Button>
    </div>
  );
}

/** What they do, and by whom the review is written where that is not the line's own manager. */
function about({ title, department, direct, review }: TeamItem): string {
  const whose = direct ? "" : review ? t("team.by", { name: review.reviewer.name }) : t("team.indirect");
  return [title || department, whose].filter(Boolean).join(" · ");
}

function Standing({ review }: { review: TeamReview }) {
  const { state, self, manager, rating_label } = review;
  const due = dueOf(review);
  return (
    <dl className="team-standing">
      {state === "open" && !isOver(review) ? (
        <>
          <Fact name={t("team.self")}>
            <SideTag state={self.state} />
          </Fact>
          {manager && (
            <Fact name={t("team.manager")}>
              <SideTag state={manager.state} />
            </Fact>
          )}
          <div className="dim small">
            <dt className="only-readers">{t("reviews.due")}</dt>
            <dd>
              <DueDate at={due.at} zone={due.time_zone} short />
            </dd>
          </div>
        </>
      ) : (
        <div>
          <dt className="only-readers">{t("reviews.where")}</dt>
          <dd>
            <ReviewTag review={review} />
            <span className="dim small team-about">
              <CycleEnded review={review} />
            </span>
          </dd>
        </div>
      )}
      {rating_label !== undefined && (
        <Fact name={t("team.rating")}>
          <strong>{rating_label}</strong>
        </Fact>
      )}
    </dl>
  );
}

/** The deadline of what comes next. */
function dueOf({ self, manager, deadlines }: TeamReview): DeadlineView {
  if (!manager || self.state !== "shared") return deadlines.self;
  return manager.state === "shared" ? deadlines.sign : deadlines.manager;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
