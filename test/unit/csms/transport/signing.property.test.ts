import fc from 'fast-check';
import assert from 'node:assert/strict';
import { sign } from '../../../../src/csms/transport/signing';
import { canonicalRequest, parseAuthorization, parseSdkDate, signatureOf } from '../../../../src/emulator/signature';
import type { AccessKeyCredential } from '../../../../src/model/connection';
import { anyCharacter } from '../../../support/anyCharacter';
import { cases } from '../../../support/cases';

const wireText = fc.string({
  unit: fc.constantFrom(...Array.from("aZ09-_.~!*'()%=&+;:@,/"), '%20', '%E5%AF%86', '%zz'),
});

const requests = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  path: wireText.map((text) => `/${text}`),
  query: wireText,
  host: fc.constantFrom('kms.cn-north-4.myhuaweicloud.com', '127.0.0.1:8080'),
  contentType: fc.option(fc.constantFrom('application/json', ' a ; b '), { nil: undefined }),
  body: fc.uint8Array({ maxLength: 80 }),
  time: fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
  secretKey: fc.string({ unit: anyCharacter, minLength: 1, maxLength: 50 }),
  securityToken: fc.option(fc.stringMatching(/^[\x21-\x7e]{1,40}$/u), { nil: undefined }),
});

/** The signature that a server makes of what came over the wire: the emulator's reading of the documents. */
function serversSignature(
  {
    method,
    path,
    query,
    host,
    contentType,
    body,
    secretKey,
  }: typeof requests extends fc.Arbitrary<infer T> ? T : never,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  const authorization = parseAuthorization(headers.Authorization);
  assert.ok(authorization);
  const received = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const wire = {
    method,
    url: `${path}?${query}`,
    headers: { ...received, host, ...(contentType !== undefined && { 'content-type': contentType }) },
    body,
  };
  return signatureOf(canonicalRequest(wire, authorization.signedHeaders), headers['X-Sdk-Date'] ?? '', secretKey);
}

describe('A signature over any bytes', () => {
  it('is the one that the server makes of them, and another when a byte is', () => {
    fc.assert(
      fc.property(requests, fc.nat(), fc.integer({ min: 1, max: 255 }), (facts, at, flip) => {
        const { method, path, query, host, contentType, body, time, secretKey, securityToken } = facts;
        const credential: AccessKeyCredential = { kind: 'accessKey', accessKey: 'AK', secretKey, securityToken };
        const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
        const signed = sign({ method, path, query, host, headers, body }, credential, time.getTime());
        assert.equal(serversSignature(facts, signed.headers), signed.signature);
        assert.equal(parseSdkDate(signed.headers['X-Sdk-Date'] ?? ''), Math.floor(time.getTime() / 1000) * 1000);
        if (body.length === 0) return;
        const changed = body.map((byte, index) => (index === at % body.length ? byte ^ flip : byte));
        assert.notEqual(serversSignature({ ...facts, body: changed }, signed.headers), signed.signature);
      }),
      { numRuns: cases(500) },
    );
  });
});
