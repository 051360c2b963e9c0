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
