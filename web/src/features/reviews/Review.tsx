import "./review.css";

import { lazy, Suspense, useState } from "react";

import type { ReviewView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { t } from "./text";
import { Await } from "../../ui/parts";
import { moved } from "./Moved";
import { Next } from "./Next";
import { Notes } from "./Notes";
import { ReviewHead } from "./ReviewHead";
import { Running } from "./Running";
import { Sides } from "./Sides";
import { Signatures } from "./Signatures";

const Contributions = lazy(() => import("./Contributions"));

/** A review: self-assessment left, manager's assessment right, each as far as anyone who looks may see it. */
export default function Review({ id }: { id: string }) {
  const asked = useApiQuery("GET /reviews/{review_id}", { path: { review_id: id } });
  const me = useMe();
  const review = asked.data;
  useTitle(
    review &&
      (review.reviewee.id === me.id ? t("review.titleMine") : t("review.title", { name: review.reviewee.name })),
  );
  return (
    <Await asked={asked} refused={moved(id)}>
      {(data) => <Content review={data} />}
    </Await>
  );
}

function Content({ review }: { review: ReviewView }) {
  const me = useMe();
  const mine = review.reviewee.id === me.id;
  const [finished, setFinished] = useState(false);
  const begun = review.state !== "scheduled";
  return (
    <article>
      <ReviewHead review={review} mine={mine} />
      {finished && <Next review={review} />}
      {begun && (
        <Sides review={review} mine={mine} onFinished={setFinished}>
          {review.contributors && review.contributors.length > 0 && (
            <Suspense fallback={null}>
              <Contributions review={review} />
            </Suspense>
          )}
          <Notes review={review} />
        </Sides>
      )}
      {begun && <Signatures review={review} onFinished={() => setFinished(true)} />}
      <Running review={review} />
    </article>
  );
}
