/** Collects what arrives close together and hands it over at once, so that a burst of changes costs one request. */
export class Batch<T> {
  private waiting = new Set<T>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly windowMs: number,
    private readonly flush: (items: ReadonlySet<T>) => void,
  ) {}

  add(item: T): void {
    this.waiting.add(item);
    this.timer ??= setTimeout(() => this.deliver(), this.windowMs);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.clear();
  }

  private deliver(): void {
    const items = this.waiting;
    this.waiting = new Set();
    this.timer = undefined;
    this.flush(items);
  }
}
