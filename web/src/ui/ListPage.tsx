import type { ReactNode } from "react";

import { type Clearable, FilterBar } from "./Filters";
import { List, type ListProps } from "./List";
import { PageHeader } from "./Page";

interface ListPageProps<T> extends ListProps<T> {
  title: string;
  /** What the list is of, in a sentence. */
  lead: ReactNode;
  /** The one thing that is done here, as a filled button. */
  action?: ReactNode;
  filters?: Clearable | undefined;
  /** Its filters, one beside the other. */
  controls?: ReactNode;
  /** What is to be known before the list. */
  notice?: ReactNode;
  /** What is done with the list as a whole. */
  tools?: ReactNode;
  /** What is not of the list, and stands below it. */
  after?: ReactNode;
}

/** A list as a screen: what it is, its main action, its filters, its items. */
export function ListPage<T>({ title, lead, action, controls, notice, tools, after, ...list }: ListPageProps<T>) {
  return (
    <>
      <PageHeader title={title} lead={lead} action={action} />
      {notice}
      {controls && <FilterBar filters={list.filters}>{controls}</FilterBar>}
      {tools}
      <List {...list} />
      {after}
    </>
  );
}
