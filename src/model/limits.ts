import type { SecretFilter } from './secretFilter';

/**
 * What a filter may hold, in both editions of the service's documents (spec/csms-api.md 1.13). The main site follows
 * `current`; regional sites still publish the 2021 text. Lengths are in Unicode characters.
 */
export interface FilterLimits {
  readonly maxTagConditions: number;
  readonly maxValuesPerTag: number;
  readonly maxKeyLength: number;
  readonly maxValueLength: number;
  readonly maxNameLength: number;
  readonly maxNameConditions: number;
  /** What no tag key or value may contain. Kept from parts of names as well: no name has such a character. */
  readonly forbidden: RegExp;
}

/** Which site follows which edition is not known, so the extension checks by `current`; the emulator offers both. */
export type LimitsEdition = 'current' | '2021';

export const filterLimits: Readonly<Record<LimitsEdition, FilterLimits>> = {
  current: {
    maxTagConditions: 10,
    maxValuesPerTag: 10,
    maxKeyLength: 128,
    maxValueLength: 255,
    maxNameLength: 255,
    maxNameConditions: 10,
    forbidden: /\p{Cc}/u,
  },
  '2021': {
    maxTagConditions: 20,
    // The 2021 page gives no number of values; the newer one is kept.
    maxValuesPerTag: 10,
    maxKeyLength: 36,
    maxValueLength: 43,
    maxNameLength: 255,
    maxNameConditions: 10,
    forbidden: /[\p{Cc}*<>\\=]/u,
  },
};

/** `limit` of a page: 1 to 1000; the service's default of 10 is never wanted. */
export const maxPageSize = 1000;

/** Why a filter, or a part of one, would be refused. A kind and its facts; the sentence is made where the editor is. */
export type FilterProblem =
  | { readonly kind: 'emptyKey' }
  | { readonly kind: 'emptyName' }
  | { readonly kind: 'keyTooLong' | 'valueTooLong' | 'nameTooLong'; readonly length: number; readonly max: number }
  | { readonly kind: 'forbiddenCharacter'; readonly character: string }
  | { readonly kind: 'duplicateKey'; readonly key: string }
  | { readonly kind: 'duplicateValue'; readonly value: string }
  | { readonly kind: 'tooManyTags' | 'tooManyValues' | 'tooManyNames'; readonly max: number };

export function keyProblem(key: string, limits: FilterLimits): FilterProblem | undefined {
  if (key === '') return { kind: 'emptyKey' };
  return tooLong('keyTooLong', key, limits.maxKeyLength) ?? forbiddenCharacter(key, limits);
}

export function valueProblem(value: string, limits: FilterLimits): FilterProblem | undefined {
  return tooLong('valueTooLong', value, limits.maxValueLength) ?? forbiddenCharacter(value, limits);
}

/** A part of a name. Empty is refused: to the service it means that nothing matches. */
export function nameProblem(name: string, limits: FilterLimits): FilterProblem | undefined {
  if (name === '') return { kind: 'emptyName' };
  return tooLong('nameTooLong', name, limits.maxNameLength) ?? forbiddenCharacter(name, limits);
}

export function valuesProblem(values: readonly string[], limits: FilterLimits): FilterProblem | undefined {
  const duplicate = firstDuplicate(values);
  if (duplicate !== undefined) return { kind: 'duplicateValue', value: duplicate };
  if (values.length > limits.maxValuesPerTag) return { kind: 'tooManyValues', max: limits.maxValuesPerTag };
  return firstProblem(values, (value) => valueProblem(value, limits));
}

/** The first reason why the service would refuse the filter; `undefined` when it keeps all limits. */
export function filterProblem(filter: SecretFilter, limits: FilterLimits): FilterProblem | undefined {
  const duplicate = firstDuplicate(filter.tags.map(({ key }) => key));
  if (duplicate !== undefined) return { kind: 'duplicateKey', key: duplicate };
  if (filter.tags.length > limits.maxTagConditions) return { kind: 'tooManyTags', max: limits.maxTagConditions };
  if (filter.nameContains.length > limits.maxNameConditions) {
    return { kind: 'tooManyNames', max: limits.maxNameConditions };
  }
  return (
    firstProblem(filter.tags, ({ key, values }) => keyProblem(key, limits) ?? valuesProblem(values, limits)) ??
    firstProblem(filter.nameContains, (name) => nameProblem(name, limits))
  );
}

function tooLong(
  kind: 'keyTooLong' | 'valueTooLong' | 'nameTooLong',
  text: string,
  max: number,
): FilterProblem | undefined {
  const length = Array.from(text).length;
  return length > max ? { kind, length, max } : undefined;
}

function forbiddenCharacter(text: string, { forbidden }: FilterLimits): FilterProblem | undefined {
  const [character] = forbidden.exec(text) ?? [];
  return character === undefined ? undefined : { kind: 'forbiddenCharacter', character };
}

function firstDuplicate(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return texts.find((text) => seen.size === seen.add(text).size);
}

function firstProblem<T>(
  items: readonly T[],
  check: (item: T) => FilterProblem | undefined,
): FilterProblem | undefined {
  for (const item of items) {
    const problem = check(item);
    if (problem) return problem;
  }
  return undefined;
}
