import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";

import { Problem } from "../api/problem";
import { useMe } from "../app/me";
import { useTitle } from "../app/title";
import { useNow } from "../app/clock";
import { dateWords, dueShort, dueWords, momentWords } from "../text/dates";
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

/** The head of a screen: its title, a sentence about it, what can be done. */
export function PageHead({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="page-head">
      <div style={{ minWidth: 0 }}>
        <h1 style={{ margin: 0 }} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p>{lead}</p>}
      </div>
      {children && <div className="no-print">{children}</div>}
    </div>
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

/** Nothing here, and what comes next. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action && <div style={{ marginTop: "1rem" }}>{action}</div>}
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
  children: (data: T) => ReactNode;
}

/** What was asked for once it is here; else lines, or what went wrong. */
export function Await<T>({ asked, waiting, children }: Awaited<T>) {
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error instanceof Problem && asked.error.status === 404) return <NotFound />;
  if (asked.error) return <ProblemNote error={asked.error} again={asked.again} />;
  return waiting ?? <Waiting />;
}

/** Nothing at this address, or nothing for this person. */
export function NotFound() {
  useTitle(t("error.notFound"));
  return (
    <>
      <PageHead title={t("error.notFound")} lead={t("error.notFound.hint")} />
      <Button component={Link} href="/" variant="default">
        {t("error.home")}
      </Button>
    </>
  );
}

interface Listed<T> {
  items: readonly T[] | undefined;
  error?: Error | null;
  again?: () => void;
  more?: (() => void) | undefined;
  loadingMore?: boolean;
  empty: ReactNode;
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
  label?: string;
}

/** A list of rows with everything around it: waiting, trouble, nothing, more. */
export function DataList<T>({ items, error, again, more, loadingMore, empty, keyOf, children, label }: Listed<T>) {
  if (!items) return error ? <ProblemNote error={error} again={again} /> : <Waiting />;
  if (items.length === 0) return empty;
  return (
    <>
      <ul className="rows" aria-label={label}>
        {items.map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {more && (
        <Button variant="default" mt="md" onClick={more} loading={loadingMore ?? false}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}

/** The first letters of a name, as a picture: drawn by the style sheet, because they are not a text to be read. */
export function Face({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? "").join("");
  return <span className="face" aria-hidden data-letters={letters.toUpperCase()} />;
}

/** Somebody, leading to their profile. */
export function PersonLink({ person, you = false }: { person: { id: string; name: string }; you?: boolean }) {
  return (
    <Link href={`/people/${person.id}`} className="person-link">
      {person.name}
      {you && ` (${t("app.you")})`}
    </Link>
  );
}

/** A deadline in words, in the person's own zone; `short` says the days only and the rest on pointing. */
export function DueDate({ at, short = false }: { at: string; short?: boolean }) {
  const { time_zone: zone } = useMe();
  const now = useNow();
  const whole = dueWords(at, now, zone);
  return (
    <time dateTime={at} title={whole}>
      {short ? dueShort(at, now, zone) : whole}
    </time>
  );
}

/** An instant of the past in words. */
export function Moment({ at }: { at: string }) {
  const { time_zone: zone } = useMe();
  return <time dateTime={at}>{momentWords(at, useNow(), zone)}</time>;
}

/** Instants in words, to be put into a sentence. */
export function useMoment(): (at: string) => string {
  const { time_zone: zone } = useMe();
  const now = useNow();
  return (at) => momentWords(at, now, zone);
}

/** A calendar date. */
export function DateText({ date, short = false }: { date: string; short?: boolean }) {
  return <time dateTime={date}>{dateWords(date, short ? "short" : "long")}</time>;
}
