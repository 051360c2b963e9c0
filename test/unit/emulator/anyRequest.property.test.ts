import fc from 'fast-check';
import assert from 'node:assert/strict';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/emulator';
import { cases } from '../../support/cases';

const action = '/v1/{project}/csms/resource_instances/action';
const pathOf = fc.constantFrom(
  action,
  action,
  action,
  '/v1/{project}/csms/tags',
  '/v1/{project}/secrets',
  '/v1/other/csms/resource_instances/action',
  '/v3/auth/tokens',
  '/v3/projects',
  '/v3/auth/projects',
  '/v3.0/OS-CREDENTIAL/securitytokens',
  '/nowhere',
);
const almostRequest = fc.dictionary(
  fc.constantFrom('action', 'limit', 'offset', 'tags', 'matches', 'sequence', 'auth', '__proto__'),
  fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>('filter', 'count', '10', -1, 1e9),
    fc.array(fc.record({ key: fc.jsonValue(), values: fc.jsonValue(), value: fc.jsonValue() }), { maxLength: 3 }),
    fc.record({ identity: fc.jsonValue(), scope: fc.jsonValue() }),
  ),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.oneof(almostRequest, fc.jsonValue()).map((json) => Buffer.from(JSON.stringify(json))),
);
const headerValue = fc.string({ unit: fc.constantFrom(...Array.from('aZ09 ,;=-/"')), maxLength: 30 });

describe('The emulator, whatever it is asked', () => {
  let emulator: RunningEmulator;
  before(async () => {
    emulator = await startEmulator({ secrets: 5 });
  });
  after(() => emulator.stop());

  it('answers with JSON and never with a failure of its own', async () => {
    const authorisation = fc.oneof(
      fc.constant<Record<string, string>>({}).map(() => ({ 'X-Auth-Token': emulator.token })),
      fc.dictionary(fc.constantFrom('X-Auth-Token', 'Authorization', 'X-Sdk-Date', 'X-Project-Id'), headerValue),
      fc.record({
        Authorization: headerValue.map(
          (text) => `SDK-HMAC-SHA256 Access=${text}, SignedHeaders=${text}, Signature=${'a'.repeat(64)}`,
        ),
        'X-Sdk-Date': fc.constantFrom('20260102T030405Z', '99999999T999999Z', ''),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'POST', 'PUT'),
        pathOf,
        fc.webQueryParameters(),
        authorisation,
        body,
        async (method, path, query, headers, content) => {
          const url = `${emulator.endpoint}${path.replace('{project}', emulator.projectId)}?${query}`;
          const response = await fetch(url, {
            method,
            headers,
            ...(method === 'GET' ? {} : { body: Buffer.from(content) }),
          });
          const text = await response.text();
          assert.ok(response.status < 500, `${response.status} ${text}`);
          assert.doesNotThrow(() => JSON.parse(text) as unknown, text);
        },
      ),
      { numRuns: cases(100) },
    );
  });
});
