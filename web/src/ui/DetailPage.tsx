import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";

import { t } from "../text";
import type { ApiQuery } from "../api/hooks";
import type { Problem } from "../api/problem";
import { ActionMenu, type Actions } from "./ActionMenu";
import { PageHeader } from "./Page";
import { Await } from "./parts";
import { useTitle } from "./title";

interface DetailPageProps {
  title: string;
  printTitle?: string;
  windowTitle?: string;
  lead?: ReactNode;
  /** The list that it is one of. */
  back: { href: string; text: string };
  picture?: ReactNode;
  /** Where it stands, in a word. */
  state: ReactNode;
  /** Who sees it. */
  audience: ReactNode;
  /** What is done with it first. */
  action?: ReactNode;
  /** What else can be done with it. */
  menu?: Actions;
  children?: ReactNode;
}

/** One thing as a screen: what it is, where it stands, who sees it, what can be done with it. */
export function DetailPage({ action, menu = [], children, ...head }: DetailPageProps) {
  const actions = (action || menu.some(Boolean)) && (
    <>
      {action}
      <ActionMenu actions={menu} />
    </>
  );
  return (
    <>
      <PageHeader {...head} action={actions} />
      {children}
    </>
  );
}

interface Loaded<T> {
  asked: ApiQuery<T>;
  /** What is said of a refusal instead, where there is more to say. */
  refused?: (problem: Problem) => ReactNode;
  children: (data: T) => ReactNode;
}

/** A screen of one thing, once it is here. */
export function AwaitDetail<T>({ asked, ...rest }: Loaded<T>) {
  return <Await asked={asked} waiting={<DetailSkeleton />} {...rest} />;
}

function DetailSkeleton() {
  useTitle(undefined);
  return (
    <div role="status" aria-label={t("app.loading")}>
      <Skeleton height={34} width="min(22rem, 70%)" radius="md" />
      <Skeleton height={18} width="min(16rem, 50%)" radius="md" mt="sm" mb="xl" />
      <Skeleton height={220} radius="md" />
    </div>
  );
}
