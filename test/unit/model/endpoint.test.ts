import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseEndpoint } from '../../../src/model/endpoint';

describe('parseEndpoint', () => {
  for (const [text, endpoint] of [
    ['https://kms.cn-north-4.myhuaweicloud.com', 'https://kms.cn-north-4.myhuaweicloud.com'],
    ['  kms.cn-north-4.myhuaweicloud.com/ ', 'https://kms.cn-north-4.myhuaweicloud.com'],
    ['HTTPS://KMS.Example.COM:443', 'https://kms.example.com'],
    ['https://kms.example.com.', 'https://kms.example.com'],
    ['kms.example.com:8443', 'https://kms.example.com:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:9', 'http://[::1]:9'],
  ] as const) {
    it(`gives the origin of ${text}`, () => assert.deepEqual(parseEndpoint(text), { endpoint }));
  }

  for (const [text, problem] of [
    ['', 'empty'],
    ['http://kms.example.com', 'plainHttp'],
    ['http://127.0.0.1.example.com', 'plainHttp'],
    ['http://localhost@evil.example', 'userInfo'],
    ['https://user:pass@kms.example.com', 'userInfo'],
    ['https://:pass@kms.example.com', 'userInfo'],
    ['https://kms.example.com/v1', 'path'],
    ['kms.example.com/https://kms.example.com', 'path'],
    ['https://kms.example.com#x', 'path'],
    ['https://kms.example.com?x=1', 'path'],
    ['ftp://kms.example.com', 'scheme'],
    ['javascript://kms.example.com', 'scheme'],
    ['https://', 'notAUrl'],
    ['https://kms.example.com..', 'notAUrl'],
    ['https://kms..example.com', 'notAUrl'],
    ['https://kms.exаmple.com', 'nonAscii'], // the second a is Cyrillic
    ['https://xn--kms-8cd.example.com', 'nonAscii'],
    ['https://kms.example.com evil', 'nonAscii'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} as ${problem}`, () => assert.deepEqual(parseEndpoint(text), { problem }));
  }

  it('reads what it gave as the same', () => {
    for (const text of [
      'kms.example.com.',
      'HTTPS://KMS.example.com:443/',
      'http://localhost.:80',
      'http://[::1]:8080',
    ]) {
      const result = parseEndpoint(text);
      assert.ok('endpoint' in result, text);
      assert.deepEqual(parseEndpoint(result.endpoint), result);
    }
  });
});
