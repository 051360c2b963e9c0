/** A tag key of the project with its values. The numbers of secrets are known once the whole list is loaded. */
export interface ProjectTagKey {
  readonly key: string;
  readonly count: number | undefined;
  readonly values: readonly { readonly value: string; readonly count: number | undefined }[];
}

/** The key that is written so, or else one that differs in letter case only. */
export function keyLike(text: string, tagKeys: readonly { readonly key: string }[]): string | undefined {
  const wanted = text.toLowerCase();
  return (tagKeys.find(({ key }) => key === text) ?? tagKeys.find(({ key }) => key.toLowerCase() === wanted))?.key;
}

/** Those that begin with the text, in any letter case, then those that hold it. */
export function matching<T>(items: readonly T[], typed: string, textOf: (item: T) => string): readonly T[] {
  const wanted = typed.toLowerCase();
  const starting = items.filter((item) => textOf(item).toLowerCase().startsWith(wanted));
  const holding = items.filter((item) => textOf(item).toLowerCase().indexOf(wanted) > 0);
  return [...starting, ...holding];
}
