import "./review.css";

import { lazy, Suspense, useState } from "react";
import { flushSync } from "react-dom";

import type { ReviewView } from "../api/contract";
import { useAsk } from "../api/hooks";
import { useMe } from "../app/me";
import { useTitle } from "../app/title";
import { t } from "../text";
import { ChevronIcon } from "../ui/icons";
import { Await } from "../ui/parts";
import { ManagerSide } from "./ManagerSide";
import { moved } from "./Moved";
import { Next } from "./Next";
import { Notes } from "./Notes";
import { ReviewHead } from "./ReviewHead";
import { Running } from "./Running";
import { SelfSide } from "./SelfSide";
import type { SideName } from "./sheets";
import { Signatures } from "./Signatures";

const Contributions = lazy(() => import("./Contributions"));

/** A review: self-assessment left, manager's assessment right, each as far as whoever looks may see it. */
export default function Review({ id }: { id: string }) {
  const asked = useAsk("GET /reviews/{review_id}", { path: { review_id: id } });
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
  const [folded, setFolded] = useFolding();
  const [finished, setFinished] = useState(false);
  const fold = !mine && review.self?.answers ? () => setFolded(true) : undefined;
  const begun = review.state !== "scheduled";
  return (
    <article>
      <ReviewHead review={review} mine={mine} />
      {finished && <Next review={review} />}
      {begun && (
        <div className="sides" data-folded={folded || undefined} data-lean={lean(review)}>
          {folded && (
            <button type="button" className="fold no-print" onClick={() => setFolded(false)} aria-expanded={false}>
              <ChevronIcon size={16} />
              <span>{t("review.side.expand")}</span>
            </button>
          )}
          <div className={folded ? "only-print" : "side-left"}>
            <SelfSide review={review} mine={mine} onFold={fold} onFinished={setFinished} />
          </div>
          <div className="side-right">
            <ManagerSide review={review} mine={mine} onFinished={setFinished} />
            {review.contributors && review.contributors.length > 0 && (
              <Suspense fallback={null}>
                <Contributions review={review} />
              </Suspense>
            )}
            <Notes review={review} />
          </div>
        </div>
      )}
      {begun && <Signatures review={review} onFinished={() => setFinished(true)} />}
      <Running review={review} />
    </article>
  );
}

/** Folding takes away the button that did it; the focus goes to the one that undoes it. */
function useFolding(): [boolean, (folded: boolean) => void] {
  const [folded, setFolded] = useState(false);
  const fold = (next: boolean): void => {
    flushSync(() => setFolded(next));
    document.querySelector<HTMLElement>(next ? ".fold" : ".side-fold")?.focus();
  };
  return [folded, fold];
}

/** A side with nothing to read or write takes less room than the other. */
function lean({ self, manager, contributions, notes, actions }: ReviewView): SideName | undefined {
  const selfRead = self?.answers || actions.includes("save_self");
  const managerRead = manager?.answers || actions.includes("save_manager") || actions.includes("save_contribution");
  if (selfRead && !managerRead && !contributions?.length && !notes) return "manager";
  return managerRead && !selfRead ? "self" : undefined;
}
