import "./review.css";

import { lazy, Suspense, useState } from "react";

import type { ReviewView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { AwaitDetail } from "../../ui/DetailPage";
import { moved } from "./Moved";
import { Next } from "./Next";
import { Notes } from "./Notes";
import { ReviewPage } from "./ReviewPage";
import { Running } from "./Running";
import { Sides } from "./Sides";
import { Signatures } from "./Signatures";

const Contributions = lazy(() => import("./Contributions"));

/** A review: self-assessment left, manager's assessment right, each as far as anyone who looks may see it. */
export default function Review({ id }: { id: string }) {
  const asked = useApiQuery("GET /reviews/{review_id}", { path: { review_id: id } });
  return (
    <AwaitDetail asked={asked} refused={moved(id)}>
      {(data) => <Content review={data} />}
    </AwaitDetail>
  );
}

function Content({ review }: { review: ReviewView }) {
  const me = useMe();
  const mine = review.reviewee.id === me.id;
  const [finished, setFinished] = useState(false);
  const begun = review.state !== "scheduled";
  return (
    <ReviewPage review={review} mine={mine}>
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
    </ReviewPage>
  );
}
