/** Two clicks on a row within this time (ms) are a double click, as on most systems. */
const doubleClickMs = 500;

/** What the command of a row passes: extensions hear of a click only by the command that it runs. */
export interface RowClick {
  readonly kind: 'click';
  readonly secretId: string;
}

/** Tells a double click from two clicks. */
export class DoubleClick {
  private last: { readonly id: string; readonly at: number } | undefined;

  constructor(private readonly clock: { now(): number }) {}

  /** Whether this click is the second of two. */
  click(id: string): boolean {
    const at = this.clock.now();
    const isSecond = this.last?.id === id && at - this.last.at <= doubleClickMs;
    this.last = isSecond ? undefined : { id, at };
    return isSecond;
  }
}
