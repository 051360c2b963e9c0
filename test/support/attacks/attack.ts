/** A text that someone who may name a secret, set a tag or answer in the service's place could send. */
export interface Attack {
  /** Unique. */
  readonly name: string;
  readonly text: string;
  /** Must not be in the HTML that comes of it, beside what may be in none. */
  readonly neverInHtml?: RegExp;
  /** Must not be in what is drawn or logged, beside what may be in none. */
  readonly neverShown?: RegExp;
}
