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

/** A stretch of a part: `at` bytes after its begin. */
export interface Piece {
  part_number: number;
  at: number;
  size: number;
}

/**
 * The next stretch of a part that fills too slowly to be waited for. `sent` may lie within a piece that was sent short:
 * it is sent again, longer. A short one goes where `short` says so, and as the last one of a part or of the file.
 */
export function nextPiece(
  sent: number,
  { partSize, pieceSize }: { partSize: number; pieceSize: number },
  size: number,
  short: boolean,
): Piece | null {
  const part_number = Math.floor(sent / partSize) + 1;
  const begin = (part_number - 1) * partSize;
  const at = Math.floor((sent - begin) / pieceSize) * pieceSize;
  const full = Math.min(pieceSize, partSize - at);
  const here = Math.min(full, size - begin - at);
  const fresh = begin + at + here > sent;
  return fresh && (here === full || short) ? { part_number, at, size: here } : null;
}

/** This full piece and those after it in its part, `most` in all; each will be as long, once it is full. */
export function nextPieces(piece: Piece, partSize: number, most: number): Piece[] {
  const { part_number, at, size } = piece;
  const count = Math.min(most, Math.floor((partSize - at) / size));
  return Array.from({ length: count }, (_, i) => ({ part_number, at: at + i * size, size }));
}

/** What S3 says it has: parts, and pieces of those that are not there yet. */
export interface Stored {
  parts: readonly { part_number: number; size: number }[];
  pieces: readonly Piece[];
}

/**
 * How many bytes from the beginning S3 has without a gap: what a resume goes on from. `size`: how long the file is, where
 * that is known; only then a short part counts, as its end.
 */
export function gapless(stored: Stored, partSize: number, size: number | null): number {
  const sizes = new Map(stored.parts.map((part) => [part.part_number, part.size]));
  let sent = 0;
  for (let number = 1; ; number += 1) {
    const found = sizes.get(number) ?? pieced(stored.pieces, number);
    if (sizes.has(number) && found !== partSize) return size !== null && sent + found === size ? size : sent;
    sent += found;
    if (found !== partSize) return size === null ? sent : Math.min(sent, size);
  }
}

/** The bytes of all parts without a gap, whatever their sizes: what can be saved where this device has nothing more. */
export function allStored({ parts, pieces }: Stored): number {
  const sizes = new Map(parts.map((part) => [part.part_number, part.size]));
  let sent = 0;
  for (let number = 1; ; number += 1) {
    const found = sizes.get(number) ?? pieced(pieces, number);
    if (found === 0) return sent;
    sent += found;
  }
}

/** How many bytes of a part its pieces are, without a gap. */
function pieced(pieces: readonly Piece[], number: number): number {
  const own = pieces.filter(({ part_number }) => part_number === number).toSorted((a, b) => a.at - b.at);
  return own.reduce((sum, { at, size }) => (at === sum ? at + size : sum), 0);
}
