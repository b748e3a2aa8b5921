import { Drawer } from "@mantine/core";
import { Link } from "wouter";

import type { PastReviewItem, ReviewView } from "../api/contract";
import { useAsk } from "../api/hooks";
import { t } from "../text";
import { Await, Empty } from "../ui/parts";
import { ReviewTag } from "./states";

/** What helps while one writes, without leaving the page. */
export function Resources({ review, opened, close }: { review: ReviewView; opened: boolean; close: () => void }) {
  return (
    <Drawer opened={opened} onClose={close} position="right" size="md" title={<strong>{t("review.resources")}</strong>}>
      {opened && <Content review={review} />}
    </Drawer>
  );
}

function Content({ review }: { review: ReviewView }) {
  const asked = useAsk("GET /reviews/{review_id}/resources", { path: { review_id: review.id } });
  return (
    <Await asked={asked}>
      {({ past_reviews: past }) => (
        <section>
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
      )}
    </Await>
  );
}

function Past({ review }: { review: PastReviewItem }) {
  return (
    <Link href={review.link} className="row">
      <span className="row-main">
        <span className="row-title">{review.cycle.name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {t("home.by", { name: review.reviewer.name })}
        </span>
      </span>
      <ReviewTag state={review.state} />
    </Link>
  );
}
