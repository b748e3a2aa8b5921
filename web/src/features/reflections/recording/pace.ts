/** Over how long the speed is measured. */
const WINDOW = 12_000;
/** Before this nothing is foretold. */
const ENOUGH = 1_500;

/** How fast bytes go, and how long the rest takes. */
export class Pace {
  private marks: { at: number; bytes: number }[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** So many bytes have gone so far; fewer than before means that something is sent again. */
  mark(bytes: number): void {
    const at = this.now();
    const last = this.marks.at(-1);
    if (last && bytes < last.bytes) this.marks = [];
    this.marks.push({ at, bytes });
    while (this.marks.length > 2 && at - (this.marks[0]?.at ?? at) > WINDOW) this.marks.shift();
  }

  /** Milliseconds until `left` bytes are gone; null while that cannot be told. */
  left(left: number): number | null {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.at - first.at < ENOUGH) return null;
    const speed = (last.bytes - first.bytes) / (last.at - first.at);
    return speed > 0 ? left / speed : null;
  }
}
