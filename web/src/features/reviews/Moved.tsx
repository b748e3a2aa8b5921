import { lazy, Suspense } from "react";

import type { Problem } from "../../api/problem";
import { routes } from "./routes";
import { t } from "./text";
import { NotHere, Waiting } from "../../ui/parts";

const Former = lazy(() => import("./Former"));

const REASONS = ["no_longer_contributor"] as const;

/** A review that has moved on since an email about it was sent: what became of it, as far as the reader may know, and
 * what of it stays theirs. */
export const moved = (id: string) => (problem: Problem) => {
  if (problem.code === "reassigned") {
    return (
      <Suspense fallback={<Waiting />}>
        <Former id={id} said={problem.message} />
      </Suspense>
    );
  }
  const reason = REASONS.find((one) => one === problem.code);
  if (problem.status !== 404 && !reason) return null;
  return (
    <NotHere
      title={t(reason ? `review.moved.${reason}` : "review.missing")}
      lead={reason ? problem.message : t("review.missing.hint")}
      onward={{ href: routes.reviews, text: t("review.moved.reviews") }}
    />
  );
};
