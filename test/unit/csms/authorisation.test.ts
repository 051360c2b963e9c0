import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { anonymous, authoriserFor, secretsOf } from '../../../src/csms/authorisation';

const clock = { now: () => Date.UTC(2026, 10, 24, 10) };
const url = 'https://kms.example.com/v1/p/csms/tags?a=b';
const request = { method: 'GET', url, headers: { Accept: 'application/json' }, body: undefined } as const;
const key = { kind: 'accessKey', accessKey: 'AK', secretKey: 'SK' } as const;

describe('the authorisation of a request', () => {
  it('is the token itself', () => {
    const authorise = authoriserFor({ kind: 'token', token: 'MII' }, { clock });
    assert.deepEqual(authorise(request), { headers: { 'X-Auth-Token': 'MII' }, secrets: [] });
  });

  it('is nothing where the body says who asks', () => {
    assert.deepEqual(anonymous(request), { headers: {}, secrets: [] });
  });

  it('is a signature, which is a secret, over date, host, project and content type', () => {
    const { headers, secrets } = authoriserFor(key, { clock, projectId: 'p' })({
      ...request,
      headers: { ...request.headers, 'Content-Type': 'application/json' },
    });
    const { Authorization = '', ...others } = headers;
    assert.deepEqual(others, { 'X-Project-Id': 'p', 'X-Sdk-Date': '20261124T100000Z' });
    assert.match(Authorization, / SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=[0-9a-f]{64}$/u);
    assert.deepEqual(secrets, [Authorization.slice(-64)]);
  });

  it('names no project where there is none', () => {
    const { headers } = authoriserFor(key, { clock })(request);
    assert.deepEqual(Object.keys(headers).sort(), ['Authorization', 'X-Sdk-Date']);
  });

  it('must never be seen: the token, the secret key and what goes with it', () => {
    assert.deepEqual(secretsOf({ kind: 'token', token: 'MII' }), ['MII']);
    assert.deepEqual(secretsOf({ ...key, securityToken: 'ST' }), ['SK', 'ST']);
    assert.deepEqual(secretsOf(key), ['SK', '']);
  });
});
