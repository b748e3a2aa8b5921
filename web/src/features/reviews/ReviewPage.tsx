import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useState } from "react";

import type { EndingView, Me, ReviewView } from "../../api/contract";
import { isHr, useMe } from "../../api/me";
import { useNow } from "../../ui/clock";
import { t, tOr, tx } from "./text";
import { phrase } from "../../text/phrase";
import "../../text/media";
import { DetailPage } from "../../ui/DetailPage";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { BookIcon, CheckIcon, PrintIcon } from "../../ui/icons";
import { DayText, DueDate, Instant, Moment } from "../../ui/parts";
import { RichTextView } from "../../ui/RichTextView";
import { whoReadsAny } from "./audience";
import { Contacts } from "./Contacts";
import { usePaper } from "./paper";
import { routes } from "./routes";
import { Resources } from "./Resources";
import { isFinal, isSettled, ReviewTag } from "./states";

interface Shown {
  review: ReviewView;
  mine: boolean;
  children: ReactNode;
}

/** What the review is, how it works, when what is due; then its parts. */
export function ReviewPage({ review, mine, children }: Shown) {
  const me = useMe();
  const { cycle, reviewee, reviewer } = review;
  const [resources, setResources] = useState(false);
  const named = t("review.title", { name: reviewee.name });
  const readers = whoReadsAny(review, me.id);
  usePaper(t("review.paper", { title: named, cycle: cycle.name }));
  return (
    <article>
      <DetailPage
        title={mine ? t("review.titleMine") : named}
        printTitle={named}
        lead={t("review.lead", { cycle: cycle.name, reviewer: reviewer.name })}
        back={backFrom(review, me)}
        state={<ReviewTag review={review} />}
        audience={readers && <WhoCanSee>{t("review.who", { people: readers })}</WhoCanSee>}
        action={
          <Button variant="default" leftSection={<BookIcon size={16} />} onClick={() => setResources(true)}>
            {t("review.resources")}
          </Button>
        }
        menu={[{ text: t("review.print"), icon: <PrintIcon size={16} />, to: () => window.print() }]}
      >
        <Printed review={review} />
        {review.state === "scheduled" && (
          <p className="notice">
            {tx("review.scheduled", { day: <DayText at={review.opens_at} zone={review.time_zone} /> })}
          </p>
        )}
        <Ended review={review} />
        <About review={review} />
        <Resources review={review} opened={resources} close={() => setResources(false)} />
        {children}
      </DetailPage>
    </article>
  );
}

/** The list that someone comes from: their own reviews, those of the cycle, or those of their team. */
function backFrom({ cycle, reviewee, reviewer }: ReviewView, me: Me): { href: string; text: string } {
  const party = reviewee.id === me.id || reviewer.id === me.id;
  if (!party && isHr(me)) return { href: `/hr/cycles/${cycle.id}`, text: cycle.name };
  if (!party && me.has_reports) return { href: "/team", text: t("review.back.team") };
  return { href: routes.reviews, text: t("reviews.title") };
}

/** On a phone what is to be done comes first: dates and instructions are one line above it, to be opened. */
const NARROW = "screen and (max-width: 52rem)";

/** When what is due, how it works, whom to ask. */
function About({ review }: { review: ReviewView }) {
  const steps = stepsOf(review, useNow());
  const next = review.ended_at || isFinal(review) ? undefined : steps.find((step) => !step.done);
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const { instructions } = review.cycle;
  const writes = review.state === "open" && review.actions.some((verb) => verb.startsWith("save_"));
  const timeline = <Timeline steps={steps} next={next} />;
  const asking = (
    <p className="dim small asking">
      <Contacts review={review} />
    </p>
  );
  if (narrow) {
    return (
      <details className="folding">
        <summary>
          {t("review.timeline.folded")}
          {next && <NextStep next={next} />}
        </summary>
        {timeline}
        {instructions && <RichTextView html={instructions} />}
        {asking}
      </details>
    );
  }
  return (
    <>
      {timeline}
      {instructions && (
        <details className="folding instructions" open={writes}>
          <summary>{t("review.instructions")}</summary>
          <RichTextView html={instructions} />
        </details>
      )}
      {asking}
    </>
  );
}

/** What is due next, in a few words. */
function NextStep({ next }: { next: Step }) {
  return (
    <span className="dim small about-next">
      {next.name}: {next.begins ? <DayText {...next} /> : <DueDate at={next.at} zone={next.zone} short />}
    </span>
  );
}

/** What a sheet of paper has to say by itself: where the review stood, and when that was. */
function Printed({ review: { state } }: { review: ReviewView }) {
  const now = useNow().toISOString();
  return (
    <p className="only-print dim">
      {tx("review.printed", { state: tOr("review.state", state), when: <Instant at={now} /> })}
    </p>
  );
}

const reasonOf = ({ cause, reason = "" }: EndingView): string =>
  cause ? phrase("ended", { code: cause, detail: reason }) : reason;

/** Why nothing more comes of a review, and since when. */
function Ended({ review }: { review: ReviewView }) {
  const { withdrawn, completed_unsigned: unsigned, cycle, ended_at, time_zone } = review;
  const ending = withdrawn ?? unsigned;
  return (
    <>
      {ending && (
        <p className="notice">
          {withdrawn
            ? tx("review.withdrawn", { when: <Moment at={ending.at} /> })
            : t("review.completedUnsigned", { name: ending.by.name })}{" "}
          {ending.reason && t("review.why", { reason: reasonOf(ending) })}
        </p>
      )}
      {ended_at && (
        <p className="notice">
          {tx(cycle.state === "cancelled" ? "review.cancelled" : "review.cycleEnded", {
            when: <DayText at={ended_at} zone={time_zone} ends />,
          })}
          <Left actions={review.actions} />
        </p>
      )}
    </>
  );
}

/** What someone can still change in a cycle that has ended; whoever can do more, HR, is told nothing. */
function Left({ actions }: Pick<ReviewView, "actions">) {
  if (actions.some((verb) => verb !== "save_notes")) return null;
  return <> {t(actions.length > 0 ? "review.notesOnly" : "review.nothingMore")}</>;
}

interface Step {
  name: string;
  at: string;
  zone: string;
  date?: string;
  /** A day that begins something; nothing is due then. */
  begins?: boolean;
  done: boolean;
  extended: boolean;
}

/** The dates in order; what is done is ticked, what comes next is said in words. */
function Timeline({ steps, next }: { steps: readonly Step[]; next: Step | undefined }) {
  return (
    <ol className="timeline" aria-label={t("review.timeline")}>
      {steps.map((step) => (
        <li key={step.name} data-done={step.done || undefined} aria-current={step === next ? "step" : undefined}>
          <span className="timeline-dot">{step.done && <CheckIcon size={13} strokeWidth={3} />}</span>
          <span className="timeline-name">{step.name}</span>
          <span className="dim small">
            {step === next && !step.begins && (
              <span className="no-print">
                <DueDate at={step.at} zone={step.zone} short /> ·{" "}
              </span>
            )}
            <DayText {...step} />
            {step.extended && ` (${t("review.extended")})`}
          </span>
        </li>
      ))}
    </ol>
  );
}

function stepsOf({ opens_at, time_zone, state, deadlines, self, manager, signatures }: ReviewView, now: Date): Step[] {
  const finished = state === "complete";
  const side = (name: string, kept: typeof deadlines.self, done: boolean): Step => ({
    name,
    at: kept.at,
    zone: kept.time_zone,
    date: kept.date,
    done: finished || done,
    extended: kept.extended === true,
  });
  const open = new Date(opens_at) <= now;
  return [
    { name: t("review.step.opens"), at: opens_at, zone: time_zone, begins: true, done: open, extended: false },
    side(t("review.step.self"), deadlines.self, isSettled(self?.state)),
    side(t("review.step.manager"), deadlines.manager, manager?.state === "shared"),
    side(t("review.step.sign"), deadlines.sign, signatures.filter((one) => !one.revoked_at).length >= 2),
  ];
}
