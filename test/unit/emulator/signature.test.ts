import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import {
  canonicalRequest,
  formatSdkDate,
  parseAuthorization,
  parseSdkDate,
  signatureOf,
} from '../../../src/emulator/signature';
import type { WireRequest } from '../../../src/emulator/signature';

const request = (fields: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  url: '/',
  headers: {},
  body: new Uint8Array(),
  ...fields,
});

const lines = (fields: Partial<WireRequest>, signedHeaders: readonly string[] = []): readonly string[] =>
  canonicalRequest(request(fields), signedHeaders).split('\n');

describe('signature', () => {
  // Huawei Cloud, "API Request Signing Guide": the worked example and its hash.
  it('gives the published hash of the published canonical request', () => {
    const canonical = canonicalRequest(
      request({
        url: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
        headers: {
          'content-type': 'application/json',
          host: 'service.region.example.com',
          'x-sdk-date': '20191115T033655Z',
        },
      }),
      ['content-type', 'host', 'x-sdk-date'],
    );
    const hash = createHash('sha256').update(canonical).digest('hex');
    assert.equal(hash, 'b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a');
  });

  it('adds the canonical slash once', () => {
    assert.equal(lines({ url: '/v1/x' })[1], '/v1/x/');
    assert.equal(lines({ url: '/v1/x/' })[1], '/v1/x/');
  });

  it('encodes the path as RFC 3986 says, whatever the encoding on the wire', () => {
    assert.equal(lines({ url: "/a b'(x)" })[1], '/a%20b%27%28x%29/');
    assert.equal(lines({ url: '/a%20b%27%28x%29' })[1], '/a%20b%27%28x%29/');
    assert.equal(lines({ url: '/%E5%80%BC~_.-' })[1], '/%E5%80%BC~_.-/');
    assert.equal(lines({ url: '/100%' })[1], '/100%25/');
  });

  it('sorts the query by name, then value, and keeps empty values', () => {
    assert.equal(lines({ url: '/?b=2&a-b=3&a=%E5%80%BC+1&b=1&c' })[2], 'a=%E5%80%BC%201&a-b=3&b=1&b=2&c=');
  });

  it('signs only the headers that are named, trimmed and in order', () => {
    const headers = { host: 'h', 'x-sdk-date': ' d ', accept: '*/*' };
    assert.deepEqual(lines({ headers }, ['x-sdk-date', 'host']).slice(3, 6), ['host:h', 'x-sdk-date:d', '']);
  });

  it('hashes the bytes of the body, unless a header stands for them', () => {
    assert.equal(lines({ body: Buffer.from('{}') }).at(-1), createHash('sha256').update('{}').digest('hex'));
    assert.equal(lines({ headers: { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' } }).at(-1), 'UNSIGNED-PAYLOAD');
  });

  it('uses the secret key itself as the key', () => {
    const hash = createHash('sha256').update('canonical').digest('hex');
    const expected = createHmac('sha256', 'SK').update(`SDK-HMAC-SHA256\n20260102T030405Z\n${hash}`).digest('hex');
    assert.equal(signatureOf('canonical', '20260102T030405Z', 'SK'), expected);
  });

  it('reads the Authorization header and nothing like it', () => {
    const signature = 'a'.repeat(64);
    assert.deepEqual(
      parseAuthorization(`SDK-HMAC-SHA256 Access=AK, SignedHeaders=Host;x-sdk-date, Signature=${signature}`),
      { accessKey: 'AK', signedHeaders: ['host', 'x-sdk-date'], signature },
    );
    for (const header of [undefined, '', 'Bearer x', `V11-HMAC-SHA256 Credential=AK, Signature=${signature}`]) {
      assert.equal(parseAuthorization(header), undefined);
    }
  });

  it('reads and writes X-Sdk-Date', () => {
    assert.equal(parseSdkDate('20191115T033655Z'), Date.UTC(2019, 10, 15, 3, 36, 55));
    assert.equal(formatSdkDate(Date.UTC(2019, 10, 15, 3, 36, 55, 999)), '20191115T033655Z');
    assert.equal(parseSdkDate('yesterday'), NaN);
  });
});
