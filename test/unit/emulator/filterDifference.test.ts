import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { createCsmsClient, type CsmsClient } from '../../../src/csms/csmsClient';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator';
import type { OpenChoiceOptions } from '../../../src/emulator/openChoices';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import type { Secret } from '../../../src/model/secret';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import { RecordingLogger } from '../../support/builders';
import { cases } from '../../support/cases';

type Reading = Pick<OpenChoiceOptions, 'matchCase' | 'matchPlace' | 'tagCase'>;

/*
 * The client's requests and the emulator's answers against the words of ListResourceInstances: keys are joined by AND,
 * values of a key by OR, no values mean any, every name part occurs in the name. Written anew here from those words.
 */
function expected(
  secrets: readonly Secret[],
  { tags, nameContains }: SecretFilter,
  { matchCase, matchPlace, tagCase }: Reading,
): readonly string[] {
  const tagText = (text: string): string => (tagCase === 'ignored' ? text.toLowerCase() : text);
  const nameText = (text: string): string => (matchCase === 'kept' ? text : text.toLowerCase());
  return secrets
    .filter((secret) => {
      for (const { key, values } of tags) {
        const carried = secret.tags.filter((tag) => tagText(tag.key) === tagText(key)).map((tag) => tagText(tag.value));
        if (carried.length === 0) return false;
        if (values.length > 0 && !values.some((value) => carried.includes(tagText(value)))) return false;
      }
      for (const part of nameContains) {
        const at = nameText(secret.name).indexOf(nameText(part));
        if (at === -1 || (matchPlace === 'start' && at > 0)) return false;
      }
      return true;
    })
    .map(({ id }) => id)
    .sort();
}

const never = new AbortController().signal;
const inSomeCase = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, text, text, text.toUpperCase(), text.toLowerCase());

function filtersOf(secrets: readonly Secret[]): fc.Arbitrary<SecretFilter> {
  const condition = fc.constantFrom(...SecretIndex.from(secrets).tagKeys).chain(({ key, values }) =>
    fc.record({
      key: inSomeCase(key),
      values: fc.uniqueArray(fc.constantFrom('nothing', '*', ...values.map(({ value }) => value)).chain(inSomeCase), {
        maxLength: 3,
      }),
    }),
  );
  return fc.record({
    tags: fc.uniqueArray(condition, { maxLength: 3, selector: ({ key }) => key }),
    nameContains: fc.array(fc.constantFrom('db', 'prod', 'KEY', 'a', '-', 'payments', 'Ledger', 'ch', 's'), {
      maxLength: 2,
    }),
  });
}

for (const reading of [
  {},
  { matchCase: 'kept' },
  { matchPlace: 'start' },
  { tagCase: 'ignored' },
  { matchCase: 'kept', matchPlace: 'start', tagCase: 'ignored' },
] as const satisfies readonly Reading[]) {
  const name = Object.entries(reading).map((choice) => choice.join(' '));

  describe(`a filter, with the emulator’s ${name.length === 0 ? 'usual reading' : name.join(', ')}`, () => {
    let emulator: RunningEmulator;
    let client: CsmsClient;
    let all: readonly Secret[] = [];

    before(async () => {
      emulator = await startEmulator({ secrets: 300, ...reading });
      client = createCsmsClient({
        endpoint: emulator.endpoint,
        projectId: emulator.projectId,
        credential: { kind: 'token', token: emulator.token },
        userAgent: 'test',
        requestTimeoutMs: () => 10_000,
        maxConcurrentRequests: () => 4,
        logger: new RecordingLogger(),
      });
      all = (await client.listPage(noFilter, { limit: 1000, offset: 0 }, never)).secrets;
    });
    after(async () => {
      client.dispose();
      await emulator.stop();
    });

    it('gets what its words say, and counts it, for a hundred filters and more', async () => {
      const runs = cases(name.length === 0 ? 250 : 100);
      let found = 0;
      await fc.assert(
        fc.asyncProperty(filtersOf(all), async (filter) => {
          const [page, count] = await Promise.all([
            client.listPage(filter, { limit: 1000, offset: 0 }, never),
            client.count(filter, never),
          ]);
          const ids = expected(all, filter, reading);
          assert.deepEqual(page.secrets.map(({ id }) => id).sort(), ids);
          assert.equal(count, ids.length);
          found += ids.length > 0 && ids.length < all.length ? 1 : 0;
        }),
        { numRuns: runs },
      );
      assert.ok(found > runs / 20, `only ${found} filters split the secrets`);
    });
  });
}
