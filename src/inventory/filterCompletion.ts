import { quoted } from '../model/filterText';

/** A tag key of the project with its values. The numbers of secrets are known once the inventory is loaded. */
export interface KnownTagKey {
  readonly key: string;
  readonly count: number | undefined;
  readonly values: readonly { readonly value: string; readonly count: number | undefined }[];
}

/** A way to go on with the typed text. */
export interface FilterCompletion {
  /** The whole text with the completion in it. */
  readonly text: string;
  /** What is added or finished: a key or a value. */
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name';
  /** Secrets that have it. */
  readonly count: number | undefined;
}

/**
 * Ways to go on at the end of a filter's text (`filterText.ts`): keys where a condition begins, values after `=` and
 * `,`. What is typed so far may stand anywhere in a key or value, in any letter case.
 *
 * @param limit how many are wanted
 */
export function completeFilter(
  text: string,
  tagKeys: readonly KnownTagKey[],
  limit: number,
): readonly FilterCompletion[] {
  const [, before = '', part = ''] = /^((?:.*\s)?)(\S*)$/su.exec(text) ?? [];
  const [, key, given = '', typed = ''] = /^([^=]+)=((?:[^,]*,)*)([^,]*)$/u.exec(part) ?? [];
  if (key === undefined) {
    const taken = new Set([...text.matchAll(/(?:^|\s)([^\s=]+)=/gu)].map(([, name]) => name));
    const keys = matching(tagKeys, part, ({ key: name }) => name)
      .filter(({ key: name }) => !taken.has(name))
      .map(({ key: name, count }) => ({ text: `${before}${quoted(name)}=`, label: name, kind: 'key', count }) as const);
    const name =
      'name'.startsWith(part) && part !== ''
        ? [{ text: `${before}name~`, label: 'name~', kind: 'name', count: undefined } as const]
        : [];
    return [...keys, ...name].slice(0, limit);
  }
  const values = tagKeys.find((known) => known.key === key)?.values ?? [];
  const chosen = given.split(',');
  return matching(values, typed, ({ value }) => value)
    .filter(({ value }) => value !== typed && !chosen.includes(quoted(value)))
    .map(
      ({ value, count }) =>
        ({ text: `${before}${key}=${given}${quoted(value)}`, label: value, kind: 'value', count }) as const,
    )
    .slice(0, limit);
}

/** Those that begin with the text first, then those that hold it. */
function matching<T>(items: readonly T[], typed: string, textOf: (item: T) => string): readonly T[] {
  const wanted = typed.replace(/^"/u, '').toLowerCase();
  const starting = items.filter((item) => textOf(item).toLowerCase().startsWith(wanted));
  const holding = items.filter((item) => textOf(item).toLowerCase().indexOf(wanted) > 0);
  return [...starting, ...holding];
}
