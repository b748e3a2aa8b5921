import type { ReactNode } from "react";

import { List, type Listed, Rows } from "./List";
import { Section } from "./parts";

interface ListSectionProps<T> {
  title: string;
  list: Listed<T>;
  keyOf: (item: T) => string;
  /** What is said where there is nothing; without it the section is not there at all. */
  none?: ReactNode;
  children: (item: T) => ReactNode;
}

/** A list under its own heading, as a part of a screen. */
export function ListSection<T>({ title, list, keyOf, none, children }: ListSectionProps<T>) {
  if (!none && !list.error && !list.items?.length && !(list.items && list.more)) return null;
  return (
    <Section title={title}>
      <List list={list} empty={none}>
        {(items) => (
          <Rows items={items} label={title} keyOf={keyOf}>
            {children}
          </Rows>
        )}
      </List>
    </Section>
  );
}
