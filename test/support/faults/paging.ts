import type { Fault } from '../faultServer';
import { json, refusal } from './answers';
import { type WireRowChanges, wireRow } from './wireRows';

/** How the tests ask for the list: three pages, the last one short. */
export const pageSize = 5;

export const twelve: readonly string[] = Array.from({ length: 12 }, (_, at) => `r${String(at).padStart(2, '0')}`);

const ten = twelve.slice(0, 10);

interface Asked {
  readonly offset: number;
  readonly limit: number;
  /** How often the list was begun, this time included: it is read again when it seems to have changed. */
  readonly pass: number;
}

type Row = string | Readonly<Record<string, unknown>>;

interface Told {
  readonly rows: readonly Row[] | null;
  /** As `total_count`; twelve unless said. */
  readonly total?: unknown;
}

function paged(tell: (asked: Asked) => Told | Fault): Fault {
  return (exchange) => {
    const { offset, limit } = askedBy(exchange.request);
    const pass = 1 + exchange.earlier.filter((each) => askedBy(each).offset === 0).length - (offset === 0 ? 0 : 1);
    const told = tell({ offset, limit, pass });
    if (typeof told === 'function') {
      told(exchange);
      return;
    }
    const { rows, ...rest } = told;
    const total = 'total' in rest ? rest.total : twelve.length;
    const resources = rows?.map((row) => (typeof row === 'string' ? wireRow(row) : row)) ?? null;
    json({ resources, total_count: total })(exchange);
  };
}

function askedBy({ body }: { readonly body: string }): { readonly offset: number; readonly limit: number } {
  const { offset = 0, limit = 10 } = JSON.parse(body) as { readonly offset?: string; readonly limit?: string };
  return { offset: Number(offset), limit: Number(limit) };
}

function slice<T>(list: readonly T[], { offset, limit }: Asked): readonly T[] {
  return list.slice(offset, offset + limit);
}

/** Every page right but for the total. */
function totals(total: (rows: number, asked: Asked) => unknown): Fault {
  return paged((asked) => {
    const rows = slice(twelve, asked);
    return { rows, total: total(rows.length, asked) };
  });
}

/** The list as it is in each pass at its start, and from the second page on. */
function changing(list: (asked: Asked) => readonly Row[]): Fault {
  return paged((asked) => ({ rows: slice(list(asked), asked), total: list(asked).length }));
}

function isLater({ offset, pass }: Asked): boolean {
  return pass > 1 || offset > 0;
}

function unreadableRow(name: string): Row {
  const broken: WireRowChanges = { detail: { create_time: 'soon' } };
  return wireRow(name, broken);
}

const overloaded = refusal(503);

/** Lists in several pages that do not fit together. */
export const pagingFaults = {
  insertedInFront: changing((asked) => (isLater(asked) ? ['new', ...twelve] : twelve)),
  vanishedInFront: changing((asked) => (isLater(asked) ? twelve.slice(1) : twelve)),
  movedToTheEnd: changing((asked) => (isLater(asked) ? [...twelve.slice(1), 'r00'] : twelve)),
  restless: changing(({ pass, offset }) => [...(offset > 0 ? [`late in ${pass}`] : []), `only in ${pass}`, ...twelve]),
  otherOrderOnce: changing(({ pass, offset }) => (pass === 1 && offset === 5 ? twelve.toReversed() : twelve)),
  otherOrderOnAPage: changing(({ offset }) => (offset === 5 ? twelve.toReversed() : twelve)),
  duplicateAcrossPages: paged((asked) => ({
    rows: slice(twelve, { ...asked, offset: Math.max(0, asked.offset - 1) }),
  })),
  sameIdInOtherCase: paged((asked) => {
    const other = wireRow('R04', { row: { resource_id: 'ID-OF-R04' } });
    return { rows: slice([...twelve.slice(0, 5), other, ...twelve.slice(5)], asked) };
  }),

  offsetIgnored: paged((asked) => ({ rows: slice(twelve, { ...asked, offset: 0 }) })),
  offsetIgnoredAndTotalOfThePage: paged((asked) => ({ rows: slice(twelve, { ...asked, offset: 0 }), total: 5 })),
  offsetAsPageNumber: paged((asked) => ({ rows: slice(twelve, { ...asked, offset: asked.offset * asked.limit }) })),
  limitIgnored: paged((asked) => ({ rows: slice(twelve, { ...asked, limit: 1000 }) })),
  everythingEachTime: paged(() => ({ rows: twelve })),
  shorterThanTheLimit: paged((asked) => ({ rows: slice(twelve, { ...asked, limit: 2 }) })),
  cutShortInTheMiddle: paged((asked) => ({ rows: slice(twelve, asked.offset === 5 ? { ...asked, limit: 2 } : asked) })),
  emptyInTheMiddle: paged((asked) => ({ rows: asked.offset === 5 ? [] : slice(twelve, asked) })),
  emptyInTheMiddleOnce: paged((asked) => ({
    rows: asked.offset === 5 && asked.pass === 1 ? [] : slice(twelve, asked),
  })),
  nullInTheMiddle: paged((asked) => ({ rows: asked.offset === 5 ? null : slice(twelve, asked) })),
  allUnreadable: changing(() => twelve.map(unreadableRow)),
  oneUnreadableOnEachPage: changing(() => twelve.map((name, at) => (at % 5 === 1 ? unreadableRow(name) : name))),

  totalMissing: totals(() => undefined),
  totalNull: totals(() => null),
  totalAsText: totals(() => '12'),
  totalNegative: totals(() => -1),
  totalZero: totals(() => 0),
  totalTooSmall: totals(() => 6),
  totalTooLarge: totals(() => 40),
  totalHuge: totals(() => 1_000_000_000),
  totalOfThePage: totals((rows) => rows),
  totalOnTheFirstPageOnly: totals((_, { offset }) => (offset === 0 ? 12 : undefined)),
  totalThatChanges: totals((_, { offset }) => (offset === 0 ? 12 : 13)),
  totalThatGrowsEachTime: totals((_, { pass }) => 12 + pass),

  zeroPastTheEnd: paged((asked) => ({ rows: slice(ten, asked), total: asked.offset < 10 ? 10 : 0 })),
  nullPastTheEnd: paged((asked) => ({ rows: asked.offset < 10 ? slice(ten, asked) : null, total: 10 })),
  refusedPastTheEnd: paged((asked) => (asked.offset < 10 ? { rows: slice(ten, asked), total: 10 } : refusal(400))),
  lastPageFails: paged((asked) => (asked.offset >= 10 ? overloaded : { rows: slice(twelve, asked) })),
  secondReadingFails: paged((asked) => {
    if (asked.pass > 1) return overloaded;
    return { rows: slice(isLater(asked) ? ['new', ...twelve] : twelve, asked) };
  }),
} satisfies Readonly<Record<string, Fault>>;

export type PagingFaultName = keyof typeof pagingFaults;
