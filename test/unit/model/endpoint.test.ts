import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { countSecrets } from '../../../src/csms/operations/listResourceInstances';
import { describeRequest } from '../../../src/csms/transport/operation';
import { type EndpointProblem, iamEndpoint, parseEndpoint, regionEndpoint, regions } from '../../../src/model/endpoint';
import { noFilter } from '../../../src/model/secretFilter';

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
    ['https://user:pass@kms.example.com', 'userInfo'],
    ['https://:pass@kms.example.com', 'userInfo'],
    ['https://kms.example.com/v1', 'path'],
    ['kms.example.com/https://kms.example.com', 'path'],
    ['https://kms.example.com#x', 'path'],
    ['https://kms.example.com?x=1', 'path'],
    ['ftp://kms.example.com', 'scheme'],
    ['javascript://kms.example.com', 'scheme'],
    ['https://', 'notAUrl'],
    ['https://kms..example.com', 'notAUrl'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} as ${problem}`, () => assert.deepEqual(parseEndpoint(text), { problem }));
  }
});

const good = 'https://csms.cn-north-4.myhuaweicloud.com';

type Case = readonly [what: string, text: string, outcome: { readonly is: string } | EndpointProblem];

/** Addresses that look like another one. Each is refused, or is seen for what it is. */
const cases: readonly Case[] = [
  ['a host as user', 'https://csms.cn-north-4.myhuaweicloud.com@evil.example', 'userInfo'],
  ['a host and a port as user and password', `${good}:443@evil.example`, 'userInfo'],
  ['an encoded at sign in the user', 'https://csms%40x@evil.example', 'notAUrl'],
  ['a user over http of this machine', 'http://127.0.0.1@evil.example', 'userInfo'],
  ['a user with an encoded slash', 'https://csms.myhuaweicloud.com%2F@evil.example', 'notAUrl'],
  ['two at signs', 'https://a@csms.myhuaweicloud.com@evil.example', 'userInfo'],
  ['an empty user', 'https://@evil.example', { is: 'https://evil.example' }],
  ['an encoded at sign in the host', 'https://csms.myhuaweicloud.com%40evil.example', 'notAUrl'],
  ['a backslash before the at sign', 'https://evil.example\\@csms.cn-north-4.myhuaweicloud.com', 'notAUrl'],
  ['a backslash as a slash', 'https://evil.example\\.myhuaweicloud.com', 'notAUrl'],
  ['backslashes after the scheme', 'https:\\\\evil.example', 'notAUrl'],
  ['a backslash first', '\\\\evil.example', 'notAUrl'],
  ['one slash', 'https:/evil.example', 'path'],
  ['no slash', 'https:evil.example', 'notAUrl'],
  ['three slashes', 'https:///evil.example', { is: 'https://evil.example' }],
  ['no scheme', '//evil.example', { is: 'https://evil.example' }],
  ['a fragment before the host', 'https://evil.example#.myhuaweicloud.com', 'path'],
  ['a query before the host', 'https://evil.example?.myhuaweicloud.com', 'path'],
  ['a parameter after the host', 'https://evil.example;.myhuaweicloud.com', 'notAUrl'],
  ['an encoded fragment', 'https://evil.example%23.myhuaweicloud.com', 'notAUrl'],
  ['an encoded slash', 'https://evil.example%2f.myhuaweicloud.com', 'notAUrl'],
  ['an encoded backslash', 'https://evil.example%5c.myhuaweicloud.com', 'notAUrl'],
  ['an encoded NUL', 'https://evil.example%00.myhuaweicloud.com', 'notAUrl'],
  ['an encoded line break', 'https://evil.example%0d%0a.myhuaweicloud.com', 'notAUrl'],
  ['an encoded colon', 'https://csms.myhuaweicloud.com%3a443.evil.example', 'notAUrl'],
  ['encoded dots', 'https://evil%2eexample', 'notAUrl'],
  ['encoded letters', 'https://%65vil.example', 'notAUrl'],
  ['dot segments', `${good}/%2e%2e/%2e`, 'notAUrl'],
  ['a path of dots and more', `${good}/../v1`, 'path'],
  ['a line break', `${good}\r\nHost: evil.example`, 'nonAscii'],
  ['a line break within', 'https://csms.myhuaweicloud\n.com', 'nonAscii'],
  ['a tab within', 'https://csms.my\thuaweicloud.com', 'nonAscii'],
  ['a NUL', `${good}\u0000.evil.example`, 'nonAscii'],
  ['a blank', 'https://csms.myhuaweicloud.com .evil.example', 'nonAscii'],
  ['a Cyrillic letter', 'https://csms.myhuаweicloud.com', 'nonAscii'],
  ['a dotless letter', 'https://csms.myhuaweıcloud.com', 'nonAscii'],
  ['a full-width dot', 'https://csms。evil.example', 'nonAscii'],
  ['a full-width slash', 'https://evil.example／.myhuaweicloud.com', 'nonAscii'],
  ['letters in a circle', 'https://ⓒsms.myhuaweicloud.com', 'nonAscii'],
  ['a soft hyphen', 'https://cs\u00adms.myhuaweicloud.com', 'nonAscii'],
  ['a mark that turns text around', 'https://\u202ecsms.myhuaweicloud.com', 'nonAscii'],
  ['a look-alike as its ASCII form', 'https://csms.xn--80ak6aa92e.com', 'nonAscii'],
  ['an ASCII form in capitals', 'https://XN--CSMS-8CD.example', 'nonAscii'],
  ['an encoded look-alike', 'https://csms.myhu%D0%B0weicloud.com', 'notAUrl'],
  ['two hosts', 'https://csms.myhuaweicloud.com,evil.example', 'notAUrl'],
  ['an asterisk', 'https://*.myhuaweicloud.com', 'notAUrl'],
  ['an encoded full-width dot', 'https://evil%EF%BC%8Eexample', 'notAUrl'],
  ['a dot at the end', 'https://csms.cn-north-4.myhuaweicloud.com.', { is: good }],
  ['dots at the end', 'https://csms.cn-north-4.myhuaweicloud.com..', 'notAUrl'],
  ['a dot first', 'https://.myhuaweicloud.com', 'notAUrl'],
  ['this machine with a dot at the end', 'http://localhost.:8080', { is: 'http://localhost:8080' }],
  ['this machine in hexadecimal', 'http://0x7f.1:8080', { is: 'http://127.0.0.1:8080' }],
  ['this machine as one number', 'http://2130706433', { is: 'http://127.0.0.1' }],
  ['this machine in octal', 'http://0177.0.0.1', { is: 'http://127.0.0.1' }],
  ['this machine in short', 'http://127.1', { is: 'http://127.0.0.1' }],
  ['this machine in percent', 'http://%31%32%37.0.0.1', 'notAUrl'],
  ['this machine in capitals', 'HTTP://LOCALHOST', { is: 'http://localhost' }],
  ['another number of this machine', 'http://127.0.0.2', 'plainHttp'],
  ['any machine', 'http://0.0.0.0', 'plainHttp'],
  ['any machine as one number', 'http://0', 'plainHttp'],
  ['a number that is another machine', 'http://3232235777', 'plainHttp'],
  ['a number that is none', 'http://127.0.0.1.1', 'notAUrl'],
  ['a number that is too large', 'http://4294967297', 'notAUrl'],
  ['this machine as a part', 'http://localhost.evil.example', 'plainHttp'],
  ['this machine at the end', 'http://evil.localhost', 'plainHttp'],
  ['a name for this machine', 'http://127.0.0.1.nip.io', 'plainHttp'],
  ['this machine before a port', 'http://127.0.0.1:80.evil.example', 'notAUrl'],
  ['this machine of IPv6 at length', 'http://[0:0:0:0:0:0:0:1]:9', { is: 'http://[::1]:9' }],
  ['this machine of IPv4 in IPv6', 'http://[::ffff:127.0.0.1]', 'plainHttp'],
  ['any machine of IPv6', 'http://[::]', 'plainHttp'],
  ['a zone of IPv6', 'http://[::1%25eth0]', 'notAUrl'],
  ['a local address of IPv6', 'http://[fe80::1]', 'plainHttp'],
  ['the metadata service', 'http://169.254.169.254', 'plainHttp'],
  ['a port of letters', 'https://csms.myhuaweicloud.com:evil', 'notAUrl'],
  ['a port that is too large', 'https://csms.myhuaweicloud.com:65536', 'notAUrl'],
  ['a port with another host', 'https://csms.myhuaweicloud.com:443.evil.example', 'notAUrl'],
  ['a scheme of files', 'file:///etc/passwd', 'scheme'],
  ['a scheme of web sockets', 'wss://evil.example', 'scheme'],
  ['a scheme in a scheme', 'blob:https://evil.example', 'notAUrl'],
  ['a scheme before the scheme', 'https://https://evil.example', 'path'],
  ['a template', 'https://${evil}.example', 'notAUrl'],
  ['two addresses', `${good},https://evil.example`, 'path'],
];

describe('an address that looks like another', () => {
  for (const [what, text, outcome] of cases) {
    it(`by ${what}: ${JSON.stringify(text)}`, () => {
      const result = parseEndpoint(text);
      if (typeof outcome === 'string') {
        assert.deepEqual(result, { problem: outcome });
        return;
      }
      assert.deepEqual(result, { endpoint: outcome.is });
      // What is shown, what is built and what the transport reads are the same host.
      const { url } = describeRequest(countSecrets, { endpoint: outcome.is, projectId: 'a'.repeat(32) }, noFilter);
      assert.equal(new URL(url).origin, outcome.is);
      assert.deepEqual(parseEndpoint(outcome.is), { endpoint: outcome.is });
    });
  }
});

describe('regions', () => {
  it('have endpoints of CSMS and IAM that a client takes as they are', () => {
    for (const { id } of regions) {
      for (const endpoint of [regionEndpoint(id), iamEndpoint(id)])
        assert.deepEqual(parseEndpoint(endpoint), { endpoint });
    }
  });

  it('have their own IAM', () => {
    assert.equal(iamEndpoint('cn-north-4'), 'https://iam.cn-north-4.myhuaweicloud.com');
  });

  it('have names that tell them apart, in both languages or in none', () => {
    for (const { id, en, zh } of regions) assert.ok(en === undefined ? zh === undefined : en && zh, id);
    for (const name of ['en', 'zh'] as const) {
      const names = regions.flatMap((region) => region[name] ?? []);
      assert.equal(new Set(names).size, names.length);
      assert.equal(names.length, 28);
    }
  });
});
