interface Page<T> {
  items: T[];
  next: string | null;
}

/** Everything of a list, page after page. `ask` gets the cursor of the next page. */
export async function everyPage<T>(ask: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await ask(cursor);
    found.push(...items);
    if (next === null) return found;
    cursor = next;
  }
}
