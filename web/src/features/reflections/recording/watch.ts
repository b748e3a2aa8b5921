/** Measures how long something has been recorded, without its pauses. */
export class Watch {
  private since: number | null = null;
  private before = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  get elapsed(): number {
    return this.before + (this.since === null ? 0 : this.now() - this.since);
  }

  go(): void {
    this.since ??= this.now();
  }

  halt(): void {
    this.before = this.elapsed;
    this.since = null;
  }
}
