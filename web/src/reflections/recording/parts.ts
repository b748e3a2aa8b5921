/** A part of a file: its number, counted from 1, and its bytes from … to (exclusive). */
export interface Cut {
  number: number;
  from: number;
  to: number;
}

/**
 * The next part to send after `sent` bytes: a whole one, or what is left once the file is complete. S3 takes parts below
 * 5 MiB as the last one only, so a file that still grows waits for a whole one.
 */
export function nextPart(sent: number, partSize: number, size: number, complete: boolean): Cut | null {
  const number = Math.floor(sent / partSize) + 1;
  const to = number * partSize;
  if (to <= size) return { number, from: sent, to };
  return complete && sent < size ? { number, from: sent, to: size } : null;
}

/** This part and those after it, `most` in all: as many as it is known how long they are. */
export function nextParts(part: Cut, partSize: number, size: number, complete: boolean, most: number): Cut[] {
  const parts = [part];
  for (let next: Cut | null = part; next && parts.length < most;) {
    next = nextPart(next.to, partSize, size, complete);
    if (next) parts.push(next);
  }
  return parts;
}

/** What S3 says it has. */
export interface Stored {
  part_number: number;
  size: number;
}

/**
 * How many bytes from the beginning S3 has without a gap: what a resume goes on from. `size`: how long the file is, where
 * that is known; only then a short part counts, as its end.
 */
export function gapless(stored: readonly Stored[], partSize: number, size: number | null): number {
  const sizes = new Map(stored.map((part) => [part.part_number, part.size]));
  let sent = 0;
  for (let number = 1; ; number += 1) {
    const found = sizes.get(number);
    if (found === undefined) return sent;
    if (found !== partSize) return size !== null && sent + found === size ? size : sent;
    sent += found;
  }
}

/** The bytes of all parts without a gap, whatever their sizes: what can be saved where this device has nothing more. */
export function allStored(stored: readonly Stored[]): number {
  const sizes = new Map(stored.map((part) => [part.part_number, part.size]));
  let sent = 0;
  for (let number = 1; sizes.has(number); number += 1) sent += sizes.get(number) ?? 0;
  return sent;
}
