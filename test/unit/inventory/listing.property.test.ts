import fc from 'fast-check';
import assert from 'node:assert/strict';
import { listAllSecrets } from '../../../src/inventory/listing';
import type { Secret } from '../../../src/model/secret';
import { noFilter } from '../../../src/model/secretFilter';
import { cases } from '../../support/cases';
import { FakeSource, pageOf, secret, secrets } from '../../support/builders';

const pageSize = 5;

/** Where more than this many requests are made for lists as short as these, nothing ends. */
const mostRequests = 300;

interface Change {
  readonly kind: 'insert' | 'remove' | 'move';
  /** Before which request. */
  readonly call: number;
  readonly at: number;
  readonly to: number;
}

const change = (...kinds: readonly Change['kind'][]): fc.Arbitrary<Change> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    call: fc.integer({ min: 1, max: 30 }),
    at: fc.nat(40),
    to: fc.nat(40),
  });

const shape = { length: fc.nat(40), readers: fc.integer({ min: 1, max: 5 }), cap: fc.integer({ min: 1, max: 8 }) };

/** Lists while the list changes as told, and tells what was there throughout and what was there at all. */
async function listWhile(
  { length, readers, cap }: { readonly length: number; readonly readers: number; readonly cap: number },
  changes: readonly Change[],
) {
  const list = [...secrets(length)];
  const throughout = new Set(list);
  const ever = new Set(list);
  const source = new FakeSource((request, call) => {
    assert.ok(call <= mostRequests, 'the listing does not end');
    for (const { kind, at, to } of changes.filter((each) => each.call === call)) {
      const taken = kind === 'insert' ? [secret()] : list.splice(at % Math.max(1, list.length), 1);
      if (kind === 'remove') for (const gone of taken) throughout.delete(gone);
      else list.splice((kind === 'move' ? to : at) % (list.length + 1), 0, ...taken);
      for (const each of taken) ever.add(each);
    }
    return pageOf(list, { ...request, limit: Math.min(request.limit, cap) });
  });
  const { signal } = new AbortController();
  const options = { pageSize, maxConcurrentPages: readers, signal, onPage: () => undefined };
  const listing = await listAllSecrets(source, noFilter, options);
  return { found: [...listing.found.values()], unsettled: listing.unsettled, throughout, ever };
}

function assertEachOnce(found: readonly Secret[], ever: ReadonlySet<Secret>): void {
  assert.equal(new Set(found.map(({ id }) => id)).size, found.length, 'no secret twice');
  assert.ok(
    found.every((each) => ever.has(each)),
    'no secret that never was',
  );
}

describe('Listing secrets while the list changes, whenever and however often', () => {
  it('ends, finds no secret twice and none that never was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(shape),
        fc.array(change('insert', 'remove', 'move'), { maxLength: 12 }),
        async (how, changes) => {
          const { found, ever } = await listWhile(how, changes);
          assertEachOnce(found, ever);
        },
      ),
      { numRuns: cases(200) },
    );
  });

  // Where rows come and go at once, the total stays the same and nothing tells that one was missed.
  for (const kind of ['insert', 'remove'] as const) {
    it(`finds every secret that was there throughout or says that some may be missing: ${kind}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.record(shape), fc.array(change(kind), { maxLength: 12 }), async (how, changes) => {
          const { found, unsettled, throughout, ever } = await listWhile(how, changes);
          assertEachOnce(found, ever);
          const seen = new Set(found);
          const missed = [...throughout].filter((each) => !seen.has(each));
          assert.ok(missed.length === 0 || unsettled, `${missed.length} of ${throughout.size} are missing`);
        }),
        { numRuns: cases(200) },
      );
    });
  }
});
