import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { TeamItem, TeamReview } from "../api/contract";
import { ReviewTag, SideTag } from "../reviews/states";
import { t } from "../text";
import { DueDate, Face, PersonLink } from "../ui/parts";

interface Row {
  item: TeamItem;
  peek: (review: string) => void;
  adjust: (review: string) => void;
  nudge: (review: string) => void;
}

/** Somebody below, where their review stands, and what can be done now. */
export function TeamRow({ item, peek, adjust, nudge }: Row) {
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
      {review ? <Standing review={review} /> : <span className="dim small team-standing">{t("team.noReview")}</span>}
      {review && (
        <div className="team-do no-print">
          {review.actions.includes("nudge") && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => nudge(review.id)}
              aria-label={t("team.nudge.whom", { name: person.name })}
            >
              {t("review.do.nudge")}
            </Button>
          )}
          {review.actions.includes("adjust_rating") && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => adjust(review.id)}
              aria-label={t("team.adjust.who", { name: person.name })}
            >
              {t("team.adjust")}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => peek(review.id)}
            aria-label={t("team.peek.who", { name: person.name })}
          >
            {t("team.peek")}
          </Button>
          <Button
            size="compact-sm"
            variant="light"
            component={Link}
            href={`/reviews/${review.id}`}
            aria-label={t("team.openReview", { name: person.name })}
          >
            {t("team.open")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What they do, and by whom the review is written where that is not the line's own manager. */
function about({ title, department, direct, review }: TeamItem): string {
  const whose = direct ? "" : review ? t("team.by", { name: review.reviewer.name }) : t("team.indirect");
  return [title || department, whose].filter(Boolean).join(" · ");
}

function Standing({ review }: { review: TeamReview }) {
  const { state, self, manager, deadlines } = review;
  const due =
    manager && self.state === "shared"
      ? manager.state === "shared"
        ? deadlines.sign
        : deadlines.manager
      : deadlines.self;
  return (
    <dl className="team-standing">
      {state === "open" ? (
        <>
          <div>
            <dt>{t("team.self")}</dt>
            <dd>
              <SideTag state={self.state} />
            </dd>
          </div>
          {manager && (
            <div>
              <dt>{t("team.manager")}</dt>
              <dd>
                <SideTag state={manager.state} />
              </dd>
            </div>
          )}
          <div className="dim small">
            <dt className="only-readers">{t("reviews.due")}</dt>
            <dd>
              <DueDate at={due.at} short />
            </dd>
          </div>
        </>
      ) : (
        <div>
          <dt className="only-readers">{t("reviews.where")}</dt>
          <dd>
            <ReviewTag state={state} />
          </dd>
        </div>
      )}
      {review.rating_label !== undefined && (
        <div>
          <dt>{t("team.rating")}</dt>
          <dd>
            <strong>{review.rating_label}</strong>
          </dd>
        </div>
      )}
    </dl>
  );
}
