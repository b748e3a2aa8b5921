import { useMediaQuery } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "wouter";

import { useApiQuery } from "../../api/hooks";
import type { HomeView, ReviewAboutMe, ReviewToWrite } from "../../api/contract";
import { Rows } from "../../ui/List";
import { Page } from "../../ui/Page";
import { useNow } from "../../ui/clock";
import { isHr, useMe } from "../../api/me";
import { NewReflections } from "../reflections";
import { HelpLink } from "../help";
import { type Key, t, tx } from "./text";
import { clockTime } from "../../text/dates";
import { Await, DayText, Empty, Face, Section } from "../../ui/parts";
import { TaskRow } from "./TaskRow";
import { CycleEnded, isOver, ReviewTag, SideTag } from "../reviews";

const HrHome = lazy(() => import("./HrHome"));

/** On a phone, what stands beneath all tasks is not seen: what is new is soon watched. */
const NARROW = "(max-width: 52rem)";

/** Where everyone begins: what is to do, then the reviews about oneself and by oneself. */
export default function Home() {
  const home = useApiQuery("GET /home");
  return (
    <Page title={useGreeting()} windowTitle={t("home.title")}>
      <Await asked={home}>{(data) => <Content home={data} />}</Await>
    </Page>
  );
}

function useGreeting(): string {
  const me = useMe();
  const hour = Number(clockTime(useNow(), me.time_zone).slice(0, 2));
  const part = hour < 12 ? "morning" : hour < 18 ? "day" : "evening";
  return t(`home.hello.${part}`, { name: me.name.split(" ")[0] ?? me.name });
}

function Content({ home: { tasks, my_reviews, to_write } }: { home: HomeView }) {
  const me = useMe();
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const news = me.has_reports && me.features["reflections"] && (
    <Suspense>
      <NewReflections />
    </Suspense>
  );
  return (
    <>
      {narrow && news}
      <section className="tasks" aria-label={t("home.tasks")}>
        <h2 style={{ margin: "0 0 0.8rem" }}>{t("home.tasks")}</h2>
        <Listed of={tasks} keyOf={(task) => `${task.review_id ?? task.subject.id}${task.kind}`} none="home.tasks.none">
          {(task) => <TaskRow task={task} />}
        </Listed>
      </section>
      {isHr(me) && (
        <Suspense>
          <HrHome />
        </Suspense>
      )}
      {!narrow && news}
      <Section title={t("home.mine")}>
        <Listed of={my_reviews} keyOf={idOf} none="home.mine.none">
          {(review) => <AboutMe review={review} />}
        </Listed>
      </Section>
      {(me.has_reports || to_write.length > 0) && (
        <Section title={t("home.team")}>
          <Listed of={to_write} keyOf={idOf} none="home.team.none">
            {(review) => <ByMe review={review} />}
          </Listed>
        </Section>
      )}
    </>
  );
}

const idOf = ({ id }: { id: string }): string => id;

interface ListedProps<T> {
  of: readonly T[];
  keyOf: (item: T) => string;
  /** What is said where there are none; `.hint` says why, or what will be here. */
  none: "home.tasks.none" | "home.mine.none" | "home.team.none";
  children: (item: T) => ReactNode;
}

function Listed<T>({ of, keyOf, none, children }: ListedProps<T>) {
  if (of.length === 0)
    return (
      <Empty title={t(none)} help={<HelpLink role={none === "home.team.none" ? "manager" : "employee"} />}>
        {t(`${none}.hint`)}
      </Empty>
    );
  return (
    <Rows items={of} keyOf={keyOf}>
      {children}
    </Rows>
  );
}

/** What is to be known of a current review: since when its cycle is over, when it opens, else how it goes. */
function Since({ review, running }: { review: ReviewAboutMe | ReviewToWrite; running: Key }) {
  const { state, opens_at, time_zone } = review;
  const said = review.ended_at ? (
    <CycleEnded review={review} />
  ) : state === "scheduled" ? (
    tx("review.opens", { day: <DayText at={opens_at} zone={time_zone} /> })
  ) : (
    state === "open" && t(running)
  );
  return said && <> · {said}</>;
}

/** What the reviewee reads of their own side until their manager shares. */
const WAITING: Record<string, Key> = { shared: "review.mine.waiting", not_provided: "review.mine.notProvided" };

function AboutMe({ review }: { review: ReviewAboutMe }) {
  const words = review.manager_shared ? "review.mine.read" : (WAITING[review.self_state] ?? "review.mine.write");
  return (
    <Link href={review.link} className="row">
      <Face name={review.reviewer.name} />
      <span className="row-main">
        <span className="row-title">{review.cycle.name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {t("home.by", { name: review.reviewer.name })}
          <Since review={review} running={words} />
        </span>
      </span>
      <span className="row-end">
        {review.state === "open" && !isOver(review) ? (
          <SideTag state={review.self_state} />
        ) : (
          <ReviewTag review={review} />
        )}
      </span>
    </Link>
  );
}

function ByMe({ review }: { review: ReviewToWrite }) {
  return (
    <Link href={review.link} className="row">
      <Face name={review.reviewee.name} />
      <span className="row-main">
        <span className="row-title">{review.reviewee.name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {review.cycle.name}
          <Since review={review} running={review.self_shared ? "review.selfShared" : "review.selfNotShared"} />
        </span>
      </span>
      <span className="row-end">
        {review.state === "open" && !isOver(review) ? (
          <SideTag state={review.manager_state} />
        ) : (
          <ReviewTag review={review} />
        )}
      </span>
    </Link>
  );
}
