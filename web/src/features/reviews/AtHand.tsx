import { Link } from "wouter";

import type { PastReviewItem, ReflectionItem, ReviewView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { clock } from "../../text/clock";
import { t, tn } from "./text";
import { Await, Empty, Moment } from "../../ui/parts";
import { momentLink } from "./citations";
import { CycleEnded, ReviewTag } from "./states";

/** What is at hand beside a review: reflections of its time, earlier reviews. */
export default function AtHand({ review }: { review: ReviewView }) {
  const asked = useApiQuery("GET /reviews/{review_id}/resources", { path: { review_id: review.id } });
  return (
    <Await asked={asked}>
      {({ past_reviews: past, reflections }) => (
        <>
          {reflections && <Reflections review={review} reflections={reflections} />}
          <section className="resources-part">
            <h3>{t("review.past")}</h3>
            {past.length === 0 ? (
              <Empty title={t("review.past.none")}>{t("review.past.none.hint", { name: review.reviewee.name })}</Empty>
            ) : (
              <ul className="rows">
                {past.map((one) => (
                  <li key={one.id}>
                    <Past review={one} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        </>
      )}
    </Await>
  );
}

/** What the reviewee recorded in the time that this review is about; only who sees them is told of them. */
function Reflections({ review, reflections }: { review: ReviewView; reflections: readonly ReflectionItem[] }) {
  const mine = useMe().id === review.reviewee.id;
  return (
    <section className="resources-part">
      <h3>{t("review.reflections")}</h3>
      {reflections.length === 0 ? (
        <Empty title={t("review.reflections.none")}>
          {mine
            ? t("review.reflections.none.mine")
            : t("review.reflections.none.theirs", { name: review.reviewee.name })}
        </Empty>
      ) : (
        <ul className="rows">
          {reflections.map((one) => (
            <li key={one.id}>
              <Recorded reflection={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Recorded({
  reflection: { id, title, link, created_at, duration_ms, comments, chapters },
}: {
  reflection: ReflectionItem;
}) {
  return (
    <>
      <Link href={link} className="row">
        <span className="row-main">
          <span className="row-title">{title}</span>
          <span className="dim small" style={{ display: "block" }}>
            <Moment at={created_at} />
            {duration_ms !== undefined && ` · ${clock(duration_ms)}`}
            {comments > 0 && ` · ${tn("review.reflections.comments", comments)}`}
          </span>
        </span>
      </Link>
      {chapters.length > 0 && (
        <ul className="resource-moments">
          {chapters.map((chapter) => (
            <li key={chapter.at_ms}>
              <Link href={momentLink(id, chapter.at_ms)}>
                <span className="dim">{clock(chapter.at_ms)}</span> {chapter.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Past({ review }: { review: PastReviewItem }) {
  return (
    <Link href={review.link} className="row">
      <span className="row-main">
        <span className="row-title">{review.cycle.name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {t("home.by", { name: review.reviewer.name })}
          {review.ended_at && " · "}
          <CycleEnded review={review} />
        </span>
      </span>
      <ReviewTag review={review} />
    </Link>
  );
}
