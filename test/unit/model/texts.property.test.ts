import fc from 'fast-check';
import assert from 'node:assert/strict';
import { checkAccessKey, checkSecretKey, checkToken } from '../../../src/model/pastedCredential';
import { displayText } from '../../../src/model/displayText';
import { parseEndpoint } from '../../../src/model/endpoint';
import { anyCharacter } from '../../support/anyCharacter';
import { cases } from '../../support/cases';

describe('displayText, whatever the text', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\u202e', '\u200b', '\r\n', '\n', '\u2028', '\ud83d', '\udd11', '\u0000', '\u{e0041}', '\ue000'),
      fc.constantFrom('a', '密', '🔑', 'e\u0301', ' ', '\\u202e', '↵'),
    ),
    maxLength: 80,
  });

  it('shows what is safe to look at as it is: showing it again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.string({ unit: anyCharacter, maxLength: 80 })),
        fc.integer({ min: 1, max: 60 }),
        (text, max) => {
          const shown = displayText(text, max);
          assert.equal(displayText(shown, max), shown);
          assert.ok(Array.from(shown).length <= max);
          assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u);
        },
      ),
      { numRuns: cases(300) },
    );
  });
});

describe('an endpoint, whatever is entered', () => {
  const piece = fc.constantFrom(
    ...[
      'https://',
      'http://',
      'HTTPS:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      ':443',
      ':80',
      '?',
      '#',
      '.',
      '..',
      '%00',
      '%2e',
      ' ',
    ],
    ...['localhost', '127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', 'evil.example', 'kms.cn-north-4'],
    ...['myhuaweicloud.com', 'xn--a', 'é', '\t', '\n', 'user', 'javascript:', 'ftp://'],
  );
  const entered = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
    fc.webUrl(),
    fc.string(),
  );

  it('is an origin that means what it says, over https unless it is this machine', () => {
    fc.assert(
      fc.property(entered, (text) => {
        const result = parseEndpoint(text);
        if ('problem' in result) return;
        const { endpoint } = result;
        const url = new URL(endpoint);
        assert.equal(url.origin, endpoint);
        assert.deepEqual(parseEndpoint(endpoint), result);
        assert.ok(
          url.protocol === 'https:' || /^(?:localhost|127\.0\.0\.1|\[::1\])$/u.test(url.hostname),
          `${text} became ${endpoint}`,
        );
        assert.equal(new URL(`${endpoint}/v1/p`).host, url.host);
        assert.match(endpoint, /^https?:\/\/[\x21-\x7e]+$/u);
      }),
      { numRuns: cases(1000) },
    );
  });
});

describe('what is pasted as a credential', () => {
  const pasted = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'X-Auth-Token: ',
            'x-subject-token',
            '"',
            "'",
            '\r\n',
            ' ',
            ',',
            ';',
            '\t',
            ':',
            '=',
            'Bearer ',
          ),
          fc.constantFrom(
            'Access Key Id',
            'Secret Access Key',
            'HUAWEICLOUD_SDK_AK',
            'SK',
            'User Name',
            '\u200b',
            '\0',
          ),
          fc.stringMatching(/^[A-Z0-9]{20}$/u),
          fc.stringMatching(/^[A-Za-z0-9]{40}$/u),
          fc.base64String({ maxLength: 60 }),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  it('gives a text that can stand in a header, or says what is wrong', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const token = checkToken(text);
        if ('token' in token) {
          assert.match(token.token, /^[\x21-\x7e]+$/u);
          assert.deepEqual(checkToken(token.token), token);
        }
        const access = checkAccessKey(text);
        if ('accessKey' in access) {
          assert.match(access.accessKey, /^[\w-]+$/u);
          if (access.secretKey !== undefined) assert.match(access.secretKey, /^[\x21-\x7e]+$/u);
        }
        const secret = checkSecretKey(text);
        if ('secretKey' in secret) assert.match(secret.secretKey, /^[\x21-\x7e]+$/u);
      }),
      { numRuns: cases(500) },
    );
  });
});
