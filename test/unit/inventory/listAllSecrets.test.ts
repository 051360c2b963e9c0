import assert from 'node:assert/strict';
import fc from 'fast-check';
import { listAllSecrets, type Listing, type WholeListing } from '../../../src/inventory/listing';
import type { Secret } from '../../../src/model/secret';
import { noFilter } from '../../../src/model/secretFilter';
import type { SecretSource } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import { FakeSource, page, pageOf, ScriptedSource, secret, secrets } from '../../support/builders';

const pageSize = 5;

function list(
  source: SecretSource,
  options: { signal?: AbortSignal; onPage?: (running: Listing, best: Listing) => void } = {},
) {
  return listAllSecrets(source, noFilter, {
    pageSize,
    maxConcurrentPages: 3,
    signal: options.signal ?? new AbortController().signal,
    onPage: options.onPage ?? (() => undefined),
  });
}

function assertFound(listing: Listing, expected: readonly Secret[]): void {
  assert.deepEqual(new Set(listing.found.values()), new Set(expected));
}

function offsets(source: FakeSource): readonly number[] {
  return source.requests.map(({ offset }) => offset);
}

describe('listAllSecrets', () => {
  describe('of a list at rest', () => {
    it('asks once when the first page is all there is', async () => {
      const all = secrets(4);
      const source = new FakeSource((request) => pageOf(all, request));
      assertFound(await list(source), all);
      assert.deepEqual(source.requests, [{ offset: 0, limit: pageSize }]);
    });

    it('asks for each page once, and for the one past the end only when the last is full', async () => {
      const all = secrets(15);
      const full = new FakeSource((request) => pageOf(all, request));
      const short = new FakeSource((request) => pageOf(all.slice(1), request));
      assertFound(await list(full), all);
      assertFound(await list(short), all.slice(1));
      assert.deepEqual(offsets(full), [0, 5, 10, 15]);
      assert.deepEqual(offsets(short), [0, 5, 10]);
    });

    it('asks for the first page alone, then for as many at once as allowed', async () => {
      const all = secrets(30);
      const source = new ScriptedSource();
      const listing = list(source);
      const first = await source.next();
      source.assertNoOtherCalls();
      first.answer(pageOf(all, first.request));
      const others = [await source.next(), await source.next(), await source.next()];
      source.assertNoOtherCalls();
      others[1]!.answer(pageOf(all, others[1]!.request));
      const next = await source.next();
      assert.deepEqual(next.request, { offset: 20, limit: pageSize });
      const last = [...others, next];
      for (const call of last) call.answer(pageOf(all, call.request));
      for (let at = 25; at <= 30; at += 5) {
        const call = await source.next();
        call.answer(pageOf(all, call.request));
      }
      assertFound(await listing, all);
    });

    it('steps by what the server really gives when it caps the page', async () => {
      const all = secrets(7);
      const source = new FakeSource(({ offset }) => pageOf(all, { offset, limit: 2 }));
      assertFound(await list(source), all);
      assert.deepEqual(offsets(source), [0, 2, 4, 6]);
    });

    it('fills the gap when a page in the middle is cut short', async () => {
      const all = secrets(20);
      const source = new FakeSource(({ offset, limit }) => pageOf(all, { offset, limit: offset === 5 ? 2 : limit }));
      const listing = await list(source);
      assertFound(listing, all);
      assert.equal(listing.passes, 1);
    });

    it('reads on past a total that is too small, and stops before one that is too large', async () => {
      const all = secrets(17);
      for (const totalCount of [0, 6, 1_000_000_000]) {
        const source = new FakeSource((request) => pageOf(all, request, { totalCount }));
        const listing = await list(source);
        assertFound(listing, all);
        assert.deepEqual([listing.unsettled, listing.expected], [false, totalCount]);
      }
    });

    it('disregards the total on the empty page past the end', async () => {
      const all = secrets(10);
      const source = new FakeSource(({ offset, limit }) =>
        pageOf(all, { offset, limit }, offset < 10 ? {} : { totalCount: 0 }),
      );
      const { passes, expected } = await list(source);
      assert.deepEqual([passes, expected], [1, 10]);
    });

    it('ends for a server that knows no offset', async () => {
      const all = secrets(5);
      const source = new FakeSource(() => page(all));
      const listing = await list(source);
      assertFound(listing, all);
      assert.deepEqual([listing.passes, listing.unsettled], [1, false]);
    });

    it('keeps one of several rows with one id', async () => {
      const one = secret();
      const source = new FakeSource((request) => pageOf([one, one, one, one], request, { totalCount: 1 }));
      const listing = await list(source);
      assertFound(listing, [one]);
      assert.equal(listing.unsettled, false);
    });

    it('counts unreadable rows as received, and gives each with an id once', async () => {
      const readable = secrets(3);
      const unreadable = [
        { id: 'a', reason: 'name: expected string' },
        { id: 'A', reason: 'name: expected string' },
        { id: undefined, reason: 'expected object' },
        { id: readable[0]!.id, reason: 'state: expected string' },
      ];
      const source = new FakeSource(({ offset }) =>
        offset > 0 ? page([]) : page(readable, { unreadable, received: 7, totalCount: 5 }),
      );
      const listing = await list(source);
      assertFound(listing, readable);
      assert.deepEqual(listing.unreadable, [unreadable[1], unreadable[2]]);
    });

    it('finds every secret for any length, any cap and any wrong total', () => {
      const lies = { none: undefined, zero: 0, huge: 1_000_000 };
      const cases = fc.record({
        length: fc.nat(40),
        cap: fc.integer({ min: 1, max: 12 }),
        lie: fc.constantFrom('honest', 'rowsOfThePage', ...(['none', 'zero', 'huge'] as const)),
      });
      return fc.assert(
        fc.asyncProperty(cases, async ({ length, cap, lie }) => {
          fc.pre(lie !== 'rowsOfThePage' || cap >= pageSize); // Not promised: see ListingPass.
          const all = secrets(length);
          const source = new FakeSource(({ offset, limit }) => {
            const answer = pageOf(all, { offset, limit: Math.min(limit, cap) });
            if (lie === 'honest') return answer;
            return { ...answer, totalCount: lie === 'rowsOfThePage' ? answer.received : lies[lie] };
          });
          const listing = await list(source);
          assertFound(listing, all);
          assert.equal(listing.unsettled, false);
        }),
      );
    });
  });

  describe('of a list that changes meanwhile', () => {
    it('reads again when a row was inserted, and finds what was pushed out of sight', async () => {
      const all = [...secrets(12)];
      const source = new FakeSource((request, call) => {
        if (call === 2) all.unshift(secret());
        return pageOf(all, request);
      });
      let shownMeanwhile: Listing | undefined;
      const listing = await list(source, { onPage: (_, best) => (shownMeanwhile = best) });
      assertFound(listing, all);
      assert.deepEqual([listing.passes, listing.unsettled], [2, false]);
      assert.equal(shownMeanwhile?.found.size, 12, 'meanwhile, what the first pass found stays');
    });

    it('reads again when a row vanished and another slipped through', async () => {
      const all = [...secrets(12)];
      const source = new FakeSource((request, call) => {
        if (call === 2) all.shift();
        return pageOf(all, request);
      });
      assertFound(await list(source), all);
    });

    it('notices a total that changed for a while, though the number of rows comes out right', async () => {
      const all = [...secrets(14)];
      const source = new FakeSource((request, call) => {
        if (call === 2) all.shift();
        if (call === 3) all.push(secret());
        return pageOf(all, request);
      });
      const listing = await list(source);
      assert.ok(all.every(({ id }) => listing.found.has(id)));
    });

    it('notices repeated rows when no total is stated', async () => {
      const all = [...secrets(12)];
      const source = new FakeSource((request, call) => {
        if (call === 2) all.unshift(secret());
        return pageOf(all, request, { totalCount: undefined });
      });
      assertFound(await list(source), all);
    });

    it('says so when the list does not come to rest, and gives the union of the last two passes', async () => {
      const inPass = secrets(3);
      let pass = -1;
      const source = new FakeSource(({ offset }) => {
        if (offset === 0) pass += 1;
        return page(offset === 0 ? [inPass[pass]!] : [], { totalCount: 2 });
      });
      const listing = await list(source);
      assertFound(listing, inPass.slice(1));
      assert.deepEqual([listing.passes, listing.unsettled], [3, true]);
    });

    it('loses no row that stays while others are inserted without end', async () => {
      const old = secrets(12);
      const all = [...old];
      const source = new FakeSource((request) => {
        all.unshift(secret());
        return pageOf(all, request);
      });
      const listing = await list(source);
      assert.equal(listing.unsettled, true);
      assert.ok(old.every(({ id }) => listing.found.has(id)));
    });

    it('finds every secret that stays, when changes end in the first pass', () => {
      const change = fc.record({ call: fc.integer({ min: 1, max: 4 }), at: fc.nat(30) });
      const cases = fc.record({
        length: fc.integer({ min: 16, max: 30 }),
        kind: fc.constantFrom('insert', 'remove'),
        changes: fc.array(change, { maxLength: 4 }),
      });
      return fc.assert(
        fc.asyncProperty(cases, async ({ length, kind, changes }) => {
          const all = [...secrets(length)];
          const ever = new Set(all);
          const source = new FakeSource((request, call) => {
            for (const { at } of changes.filter((each) => each.call === call)) {
              const inserted = kind === 'insert' ? [secret()] : [];
              all.splice(at % all.length, 1 - inserted.length, ...inserted);
              for (const each of inserted) ever.add(each);
            }
            return pageOf(all, request);
          });
          const found = new Set((await list(source)).found.values());
          assert.ok(all.every((each) => found.has(each)));
          assert.ok([...found].every((each) => ever.has(each)));
        }),
      );
    });
  });

  describe('always ends', () => {
    it('whatever a server answers', () => {
      const anyAnswer = fc.record({
        ids: fc.array(fc.nat(60), { maxLength: 12 }),
        received: fc.option(fc.nat(20), { nil: undefined }),
        totalCount: fc.option(fc.nat(200), { nil: undefined }),
        isBroken: fc.nat(50).map((number) => number === 0),
      });
      return fc.assert(
        fc.asyncProperty(fc.array(anyAnswer, { minLength: 1, maxLength: 40 }), async (answers) => {
          const source = new FakeSource((_, call) => {
            const { ids, received, totalCount, isBroken } = answers[call % answers.length]!;
            if (isBroken) throw new ServiceError({ kind: 'unavailable', operation: 'test' });
            const rows = ids.map((number) => secret({ id: `id-${number}` }));
            return page(rows, { received: received ?? rows.length, totalCount });
          });
          const outcome = await list(source).catch((error: unknown) => error);
          if (outcome instanceof Error) assert.ok(outcome instanceof ServiceError);
          else assert.ok((outcome as WholeListing).found.size <= 61);
        }),
      );
    });

    for (const totalCount of [undefined, 10, 1_000_000_000]) {
      it(`for an endless list that states a total of ${totalCount}, and calls it too large`, async () => {
        const source = new FakeSource(({ limit }) => page(secrets(limit), { totalCount }));
        await assert.rejects(list(source), { name: 'ServiceError', kind: 'tooLarge' });
        assert.equal(source.requests.length, 10_000);
      });
    }

    it('when it has more than a million rows', async () => {
      const source = new FakeSource(() => page(secrets(1), { received: 200_000 }));
      await assert.rejects(list(source), { name: 'ServiceError', kind: 'tooLarge' });
      assert.equal(source.requests.length, 5);
    });
  });

  describe('that is ended', () => {
    const thirty = secrets(30);
    const unavailable = new ServiceError({ kind: 'unavailable', operation: 'test' });

    async function startedListing(signal: AbortSignal) {
      const source = new ScriptedSource();
      const listing = list(source, { signal });
      listing.catch(() => undefined); // Asserted on later.
      const first = await source.next();
      first.answer(pageOf(thirty, first.request));
      const calls = [await source.next(), await source.next(), await source.next()] as const;
      return { source, listing, calls };
    }

    it('aborts the other pages when one fails, and keeps its error', async () => {
      const { source, listing, calls } = await startedListing(new AbortController().signal);
      calls[1].fail(unavailable);
      await assert.rejects(listing, unavailable);
      assert.ok(calls.every(({ signal }) => signal.aborted));
      calls[0].fail(new ServiceError({ kind: 'cancelled', operation: 'test' }));
      source.assertNoOtherCalls();
    });

    it('ends when aborted, asks for nothing more, and disregards late answers', async () => {
      const controller = new AbortController();
      const { source, listing, calls } = await startedListing(controller.signal);
      const reason = new ServiceError({ kind: 'cancelled', operation: 'test' });
      controller.abort(reason);
      await assert.rejects(listing, reason);
      assert.ok(calls.every(({ signal }) => signal.aborted));
      for (const call of calls) call.answer(pageOf(thirty, call.request));
      await Promise.resolve();
      source.assertNoOtherCalls();
    });

    it('asks for nothing when it is aborted before it begins', async () => {
      const source = new FakeSource(() => page([]));
      await assert.rejects(list(source, { signal: AbortSignal.abort(unavailable) }), unavailable);
      assert.deepEqual(source.requests, []);
    });
  });
});
