import fc from 'fast-check';
import assert from 'node:assert/strict';
import { noFilter } from '../../../src/model/secretFilter';
import type { SecretPage } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import { FaultServer } from '../../support/faultServer';
import { answer } from '../../support/faults/answers';
import { wireRow } from '../../support/faults/wireRows';
import { clientUnderTest, firstPage, never } from './clientUnderTest';

/** Rows that are right but for some fields, so that they get far into the client. */
const almostRows = fc.array(
  fc
    .record({
      row: fc.dictionary(fc.constantFrom('resource_id', 'resource_name', 'tags', 'resource_detail'), fc.jsonValue()),
      detail: fc.dictionary(
        fc.constantFrom('id', 'state', 'create_time', 'auto_rotation', '__proto__'),
        fc.jsonValue(),
      ),
    })
    .map((changes) => wireRow('a', changes)),
  { maxLength: 4 },
);

const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.record({ resources: fc.oneof(almostRows, fc.array(fc.jsonValue())), total_count: fc.jsonValue() }),
  fc.record({ error: fc.jsonValue() }),
  fc.dictionary(fc.constantFrom('error_code', 'error_msg', 'error', 'code', 'message'), fc.jsonValue()),
  fc.record({ tags: fc.array(fc.record({ key: fc.jsonValue(), values: fc.jsonValue() })) }),
);

describe('Any JSON whatsoever in place of an answer', () => {
  let server: FaultServer;
  before(async () => {
    server = await FaultServer.start();
  });
  after(() => server.dispose());

  it('gives rows or a ServiceError, and loses no row', async () => {
    const { client } = clientUnderTest(server.endpoint);
    await fc.assert(
      fc.asyncProperty(anyJson, fc.constantFrom(200, 200, 200, 201, 302, 400, 401, 429, 503), async (body, status) => {
        server.play(answer(status, JSON.stringify(body)));
        const [page] = await Promise.allSettled([
          client.listPage(noFilter, firstPage, never),
          client.count(noFilter, never).catch(assertServiceError),
          client.listProjectTags(never).catch(assertServiceError),
        ]);
        if (page.status === 'rejected') assertServiceError(page.reason);
        else assertWhole(page.value);
      }),
    );
    client.dispose();
  });
});

function assertServiceError(error: unknown): void {
  assert.ok(error instanceof ServiceError, String(error));
}

function assertWhole({ secrets, unreadable, received }: SecretPage): void {
  assert.equal(secrets.length + unreadable.length, received);
  for (const { id, name, tags, createTime } of secrets) {
    assert.ok(id !== '' && name !== '' && tags.every(({ key, value }) => key !== '' && typeof value === 'string'));
    assert.ok(createTime === undefined || !Number.isNaN(new Date(createTime).getTime()));
  }
}
