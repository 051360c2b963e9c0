import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { createCsmsClient, type CsmsClient } from '../../../src/csms/csmsClient';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator';
import { SecretIndex } from '../../../src/inventory/secretIndex';
import type { Secret } from '../../../src/model/secret';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import { RecordingLogger } from '../../support/builders';
import { cases } from '../../support/cases';

/*
 * The client's requests and the emulator's answers against the words of ListResourceInstances: keys are joined by AND,
 * values of a key by OR, no values mean any, every name part occurs in the name. Written anew here from those words.
 */
function expected(secrets: readonly Secret[], { tags, nameContains }: SecretFilter): readonly string[] {
  return secrets
    .filter((secret) => {
      for (const { key, values } of tags) {
        const carried = secret.tags.filter((tag) => tag.key === key).map((tag) => tag.value);
        if (carried.length === 0) return false;
        if (values.length > 0 && !values.some((value) => carried.includes(value))) return false;
      }
      for (const part of nameContains) if (!secret.name.toLowerCase().includes(part.toLowerCase())) return false;
      return true;
    })
    .map(({ id }) => id)
    .sort();
}

describe('a filter', () => {
  let emulator: RunningEmulator;
  let client: CsmsClient;
  let all: readonly Secret[] = [];
  const never = new AbortController().signal;

  before(async () => {
    emulator = await startEmulator({ secrets: 300 });
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

  it('gets what its words say, and counts it, for hundreds of filters', async () => {
    const { tagKeys } = SecretIndex.from(all);
    const condition = fc.constantFrom(...tagKeys).chain(({ key, values }) =>
      fc.record({
        key: fc.constant(key),
        values: fc.uniqueArray(fc.constantFrom('nothing', ...values.map(({ value }) => value)), { maxLength: 3 }),
      }),
    );
    const filters = fc.record({
      tags: fc.uniqueArray(condition, { maxLength: 3, selector: ({ key }) => key }),
      nameContains: fc.array(fc.constantFrom('db', 'prod', 'KEY', 'a', '-', 'payments'), { maxLength: 2 }),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const [page, count] = await Promise.all([
          client.listPage(filter, { limit: 1000, offset: 0 }, never),
          client.count(filter, never),
        ]);
        const ids = expected(all, filter);
        assert.deepEqual(page.secrets.map(({ id }) => id).sort(), ids);
        assert.equal(count, ids.length);
        found += ids.length > 0 && ids.length < all.length ? 1 : 0;
      }),
      { numRuns: cases(400) },
    );
    assert.ok(found > 100, `only ${found} filters split the secrets`);
  });
});
