import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { ReviewView, SideView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { AnswersToRead } from "../reviews";
import { sectionsFor } from "../reviews";
import { OverallToRead } from "../reviews";
import type { SideName } from "../reviews";
import { ReviewTag, SideTag } from "../reviews";
import { t } from "./text";
import { Drawer } from "../../ui/Dialog";
import { Await, Empty } from "../../ui/parts";

/** A quick look at what was shared, without leaving the list. */
export function Peek({ id, close }: { id: string; close: () => void }) {
  const asked = useApiQuery("GET /reviews/{review_id}", { path: { review_id: id } });
  const title = asked.data ? t("review.title", { name: asked.data.reviewee.name }) : t("team.peek");
  return (
    <Drawer opened onClose={close} position="right" size="xl" title={<strong>{title}</strong>}>
      <Await asked={asked}>{(review) => <Shared review={review} />}</Await>
    </Drawer>
  );
}

function Shared({ review }: { review: ReviewView }) {
  const { self, manager } = review;
  const nothing = !isShared(self) && !isShared(manager);
  return (
    <div className="peek">
      <p className="dim">
        {t("review.lead", { cycle: review.cycle.name, reviewer: review.reviewer.name })} <ReviewTag review={review} />
      </p>
      {nothing && <Empty title={t("team.peek.none")}>{t("team.peek.none.hint")}</Empty>}
      {isShared(self) && (
        <Side review={review} side={self} name="self" title={t("review.side.selfOf", { name: review.reviewee.name })} />
      )}
      {isShared(manager) && (
        <Side
          review={review}
          side={manager}
          name="manager"
          title={t("review.side.managerOf", { name: review.reviewer.name })}
        />
      )}
      <Button component={Link} href={`/reviews/${review.id}`}>
        {t("team.peek.open")}
      </Button>
    </div>
  );
}

const isShared = (side: SideView | undefined): side is SideView =>
  side?.state === "shared" && side.answers !== undefined;

function Side({ review, side, name, title }: { review: ReviewView; side: SideView; name: SideName; title: string }) {
  return (
    <section aria-label={title} className="card">
      <h2>
        {title} <SideTag state={side.state} />
      </h2>
      <AnswersToRead sections={sectionsFor(review.questionnaire, name)} side={side} />
      {name === "manager" && <OverallToRead review={review} side={side} />}
    </section>
  );
}
