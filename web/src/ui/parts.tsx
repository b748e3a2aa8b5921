import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";

import { Problem } from "../api/problem";
import { useMe } from "../api/me";
import { Page } from "./Page";
import { useNow } from "./clock";
import {
  apart,
  city,
  dateIn,
  dateWords,
  dayEnding,
  dueShort,
  dueWords,
  instantWords,
  momentWords,
} from "../text/dates";
import { t } from "../text";
import { ProblemNote } from "./Problem";

type Tone = "plain" | "good" | "wait" | "bad" | "accent";

/** A small word about where something stands. */
export function Tag({ tone = "plain", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={tone === "plain" ? "tag" : `tag tag-${tone}`}>
      {icon}
      {children}
    </span>
  );
}

/** A part of a screen under its own heading. */
export function Section({ title, children, aside }: { title: ReactNode; children: ReactNode; aside?: ReactNode }) {
  return (
    <section className="section">
      <h2>
        {title}
        {aside}
      </h2>
      {children}
    </section>
  );
}

interface Nothing {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** A link to what says how it comes about. */
  help?: ReactNode;
}

/** Nothing here, and what comes next. */
export function Empty({ title, children, action, help }: Nothing) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action && <div style={{ marginTop: "1rem" }}>{action}</div>}
      {help && <p>{help}</p>}
    </div>
  );
}

/** Grey lines in the shape of what comes. */
export function Waiting({ lines = 4, height = 56 }: { lines?: number; height?: number }) {
  return (
    <div role="status" aria-label={t("app.loading")} style={{ display: "grid", gap: 12 }}>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} height={height} radius="md" />
      ))}
    </div>
  );
}

interface Awaited<T> {
  asked: { data: T | undefined; error: Error | null; again: () => void };
  waiting?: ReactNode;
  /** What is said of a refusal instead, where there is more to say. */
  refused?: (problem: Problem) => ReactNode;
  children: (data: T) => ReactNode;
}

/** What was asked for once it is here; else lines, or what went wrong. */
export function Await<T>({ asked, waiting, refused, children }: Awaited<T>) {
  if (asked.data !== undefined) return children(asked.data);
  const problem = asked.error instanceof Problem ? asked.error : null;
  const said = problem && refused?.(problem);
  if (said) return said;
  if (problem?.status === 404) return <NotFound />;
  if (asked.error) return <ProblemNote error={asked.error} again={asked.again} />;
  return waiting ?? <Waiting />;
}

/** Nothing at this address, or nothing for this person. */
export function NotFound() {
  return <NotHere title={t("error.notFound")} lead={t("error.notFound.hint")} />;
}

/** A screen of HR's, opened by someone else. */
export function NotPermitted() {
  return <NotHere title={t("error.notPermitted")} lead={t("error.notPermitted.hint")} />;
}

interface Said {
  title: string;
  lead: string;
  /** Where to go instead of home. */
  onward?: { href: string; text: string };
}

/** Why there is nothing to see, and where to go on. */
export function NotHere({ title, lead, onward = { href: "/", text: t("error.home") } }: Said) {
  return (
    <Page title={title} lead={lead}>
      <Button component={Link} href={onward.href} variant="default">
        {onward.text}
      </Button>
    </Page>
  );
}

/** The first letters of a name, as a picture: drawn by the style sheet, because they are not a text to be read. */
export function Face({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? "").join("");
  return <span className="face" aria-hidden data-letters={letters.toUpperCase()} />;
}

interface Meant {
  at: string;
  /** The zone in which the day is meant; it is named where the reader's own is another. */
  zone: string;
}

/** A deadline in words; `short` says the days only and the rest on pointing. On paper it is a date. */
export function DueDate({ at, zone, short = false }: Meant & { short?: boolean }) {
  const { time_zone: own } = useMe();
  const now = useNow();
  const far = apart(at, zone, own);
  const whole = dueWords(at, now, zone);
  const few = dueShort(at, now, zone);
  return (
    <time dateTime={at} title={far ? t("date.here", { date: whole, here: instantWords(at, own) }) : whole}>
      {!short ? whole : far ? t("date.elsewhere", { date: few, city: city(zone) }) : few}
    </time>
  );
}

/** A day of a review, as those whose day it is call it: `date`, or the one that `at` begins or, with `ends`, ends. */
export function DayText({ at, zone, date, ends = false }: Meant & { date?: string; ends?: boolean }) {
  const { time_zone: own } = useMe();
  const day = date ?? (ends ? dayEnding(at, zone) : dateIn(new Date(at), zone));
  const words = dateWords(day, "short");
  return (
    <time dateTime={at} title={instantWords(at, own)}>
      {apart(at, zone, own) ? t("date.elsewhere", { date: words, city: city(zone) }) : words}
    </time>
  );
}

/** An instant of the past in words, and complete on pointing and on paper. */
export function Moment({ at }: { at: string }) {
  const { time_zone: zone } = useMe();
  const whole = instantWords(at, zone);
  return (
    <time dateTime={at} title={whole}>
      <span className="no-print">{momentWords(at, useNow(), zone)}</span>
      <span className="on-paper">{whole}</span>
    </time>
  );
}

/** An instant as it stays true: date, time and zone. */
export function Instant({ at }: { at: string }) {
  const { time_zone: zone } = useMe();
  return <time dateTime={at}>{instantWords(at, zone)}</time>;
}
