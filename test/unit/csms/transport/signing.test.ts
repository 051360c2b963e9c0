import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import fc from 'fast-check';
import { canonicalRequest, type RequestToSign, sign, signedHeaders } from '../../../../src/csms/transport/signing';
import type { AccessKeyCredential } from '../../../../src/model/connection';
import { cases } from '../../../support/cases';

const key: AccessKeyCredential = { kind: 'accessKey', accessKey: 'AK', secretKey: 'SK' };

const request = (facts: Partial<RequestToSign> = {}): RequestToSign => ({
  method: 'GET',
  url: 'https://service.region.example.com/',
  headers: {},
  body: undefined,
  ...facts,
});

/** Characters that the SDK's reading of URLs leaves as they are; others it encodes twice, which no server expects. */
const oddPath = fc
  .array(
    fc
      .string({
        unit: fc.constantFrom(...Array.from('aZ09-_.~!$&()*+,;=:@'), 'é', '密', '🔑'),
        minLength: 1,
        maxLength: 8,
      })
      .filter((segment) => !/^\.+$/u.test(segment)),
    { maxLength: 5 },
  )
  .map((segments) => `/${segments.join('/')}`);

const oddText = fc.string({
  unit: fc.constantFrom(...Array.from('ab AB09-_.~!*\'()&=+/?#%"<>\\'), 'é', '密钥', '🔑', '\n'),
  maxLength: 8,
});

const queries = fc.dictionary(
  oddText.filter((name) => name !== '__proto__'),
  fc.oneof(oddText, fc.array(oddText, { minLength: 1, maxLength: 4 })),
  { maxKeys: 5, noNullPrototype: true },
);

const bodies = fc.option(
  fc.dictionary(oddText, fc.oneof(oddText, fc.integer(), fc.array(oddText)), { noNullPrototype: true }),
  { nil: undefined },
);

const headers = fc.record(
  {
    'Content-Type': fc.constantFrom('application/json', 'application/json;charset=UTF-8'),
    'X-Project-Id': fc.stringMatching(/^[0-9a-f]{32}$/u),
  },
  { requiredKeys: [] },
);

/** The same request as the SDK wants it and as it goes over the wire. */
const requests = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    path: oddPath,
    query: queries,
    host: fc.constantFrom('kms.cn-north-4.myhuaweicloud.com', '127.0.0.1:8080', 'iam.example.com:444'),
    headers,
    data: bodies,
    time: fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    secretKey: fc.stringMatching(/^[A-Za-z0-9]{40}$/u),
    securityToken: fc.option(fc.base64String({ minLength: 4, maxLength: 2000 }), { nil: undefined }),
  })
  .map(({ secretKey, securityToken, ...facts }) => {
    const credential: AccessKeyCredential = {
      kind: 'accessKey',
      accessKey: 'HSTAKEXAMPLE00000001',
      secretKey,
      securityToken,
    };
    return { ...facts, credential };
  });

function urlOf(host: string, path: string, query: Readonly<Record<string, string | string[]>>): string {
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  const written = pairs.map((pair) => pair.map((text) => encodeURIComponent(text)).join('='));
  return `https://${host}${path}?${written.join('&')}`;
}

describe('A signature', () => {
  // Huawei Cloud, "API Request Signing Guide": the worked example and its hash.
  it('is of the canonical request whose hash is published', () => {
    const canonical = canonicalRequest(
      {
        method: 'GET',
        path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
        query: 'limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
        body: undefined,
      },
      signedHeaders({
        Host: 'service.region.example.com',
        'X-Sdk-Date': '20191115T033655Z',
        'Content-Type': 'application/json',
      }),
    );
    assert.equal(
      createHash('sha256').update(canonical).digest('hex'),
      'b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a',
    );
  });

  it('is the one that the official SDK makes, for hundreds of requests', () => {
    fc.assert(
      fc.property(requests, ({ method, path, query, host, headers: given, data, time, credential }) => {
        const ours = sign(
          { method, url: urlOf(host, path, query), headers: given, body: data && JSON.stringify(data) },
          credential,
          time.getTime(),
        );
        const { 'X-Sdk-Date': date = '', Authorization: authorization } = ours.headers;
        const { accessKey: ak, secretKey: sk, securityToken } = credential;
        const theirs = AKSKSigner.sign(
          {
            endpoint: `https://${host}${path}`,
            method,
            // It sorts in place.
            queryParams: structuredClone(query),
            headers: {
              ...given,
              'X-Sdk-Date': date,
              ...(securityToken !== undefined && { 'X-Security-Token': securityToken }),
            },
            data,
          },
          new BasicCredentials({ ak, sk }),
        ) as Record<string, string>;
        assert.equal(authorization, theirs.Authorization);
        assert.equal(theirs.host, host);
      }),
      { numRuns: cases(500) },
    );
  });

  it('covers each byte of the body, text in UTF-8', () => {
    const signatureOf = (body: RequestToSign['body']) => sign(request({ body }), key, 0).signature;
    assert.equal(signatureOf('{"值":1}'), signatureOf(Buffer.from('{"值":1}')));
    assert.notEqual(signatureOf('{"a":1}'), signatureOf('{"a": 1}'));
    assert.equal(signatureOf(undefined), signatureOf(''));
  });

  it('covers the security token, host and time, whatever else is signed', () => {
    const { headers: added } = sign(request(), { ...key, securityToken: 'token' }, Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    assert.deepEqual(Object.keys(added), ['X-Sdk-Date', 'X-Security-Token', 'Authorization']);
    assert.equal(added['X-Sdk-Date'], '20260102T030405Z');
    assert.match(
      added.Authorization ?? '',
      /^SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date;x-security-token, Signature=[0-9a-f]{64}$/u,
    );
  });

  it('holds nothing of the secret key', () => {
    assert.ok(!JSON.stringify(sign(request(), { ...key, secretKey: 'canary' }, 0)).includes('canary'));
  });

  it('takes a path that is not percent-encoding for itself', () => {
    const [, path] = canonicalRequest({ ...request(), path: '/100%', query: '' }, []).split('\n');
    assert.equal(path, '/100%25/');
  });
});
