import fc from 'fast-check';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createRedactor } from '../../../../src/csms/transport/redaction';
import { noFilter } from '../../../../src/model/secretFilter';
import { cases } from '../../../support/cases';
import { answer } from '../../../support/faults/answers';
import { wireRow } from '../../../support/faults/wireRows';
import { canaryToken, clientUnderTest, firstPage, never, useFaultServer } from '../clientUnderTest';

/** The shortest piece of a credential that gives it away. */
const telling = 16;

/** What the encoding of neighbours may share at either end. */
const edge = 4;

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Ways in which a server may write what it got; `before` is what stands in front of it in the same encoding. */
const encodings: Readonly<Record<string, (text: string, before: string) => string>> = {
  plain: (text) => text,
  url: (text) => encodeURIComponent(text),
  form: (text) => new URLSearchParams({ p: text }).toString().slice(2),
  json: quoted,
  jsonInJson: (text) => quoted(quoted(text)),
  jsonWithSlashes: (text) => quoted(text).replaceAll('/', '\\/'),
  base64: (text, before) => Buffer.from(before + text).toString('base64'),
  base64url: (text, before) => Buffer.from(before + text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  upperHex: (text) => Buffer.from(text).toString('hex').toUpperCase(),
};

const encoding = fc.constantFrom(...Object.keys(encodings));
const secrets = fc.string({
  unit: fc.constantFrom(...Array.from('aZ09+/=_-.~!\'()*"\\ %&ä密🔑')),
  minLength: telling,
  maxLength: 120,
});
const around = fc.string({ unit: fc.constantFrom(...Array.from(' .,:;<>{}[]|')), maxLength: 6 });

/** A piece of the secret that is long enough to tell, cut between characters. */
function pieceOf(secret: string, from: number, length: number): string {
  const characters = Array.from(secret);
  const start = from % Math.max(1, characters.length - telling + 1);
  return characters.slice(start, start + telling + length).join('');
}

/** Fails when a telling stretch of the encoded piece is still to be read. */
function assertGone(shown: string, encoded: string): void {
  for (let at = edge; at + telling <= encoded.length - edge; at++) {
    const stretch = encoded.slice(at, at + telling);
    assert.ok(!shown.includes(stretch), `${stretch} is left in ${shown}`);
  }
}

describe('Redaction, whatever the credential', () => {
  it('leaves no telling piece of it, however it is written', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.array(fc.record({ encoding, from: fc.nat(), length: fc.nat(120), before: around }), {
          minLength: 1,
          maxLength: 4,
        }),
        around,
        (secret, echoes, after) => {
          const written = echoes.map(({ encoding: name, from, length, before }) => ({
            before,
            encoded: encodings[name]!(pieceOf(secret, from, length), before),
          }));
          const text = written.map(({ before, encoded }) => before + encoded).join(' | ') + after;
          const shown = createRedactor(secret)(text);
          for (const { encoded } of written) assertGone(shown, encoded);
        },
      ),
    );
  });

  it('takes a short one out whole, and leaves all other text as it is', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '9'), minLength: 1, maxLength: telling - 1 });
    const other = fc.string({ unit: fc.constantFrom('x', ' ', '-', '.', '"', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(short, other, other, (secret, before, after) => {
        const redact = createRedactor(secret);
        assert.equal(redact(before + secret + after), `${before}[redacted]${after}`);
        assert.equal(redact(before), before);
      }),
    );
  });
});

describe('A server that echoes the token anywhere', () => {
  const server = useFaultServer();

  const echo = fc
    .record({ encoding, from: fc.nat(), length: fc.nat(), before: around })
    .map(({ encoding: name, from, length, before }) => encodings[name]!(pieceOf(canaryToken, from, length), before));
  const { nested } = fc.letrec<{ nested: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.oneof(echo, fc.constantFrom<unknown>(1, null, true, 'text')),
    nested: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('nested'), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(echo, fc.constantFrom('error', 'error_code', 'error_msg', 'code', 'message', 'request_id', 'title')),
        tie('nested'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  }));
  const rows = fc.record({
    resources: fc.array(
      fc.record({ extra: nested, id: echo }).map(({ extra, id }) =>
        // A row that can be read, or one that cannot and is named by its id.
        extra === null
          ? wireRow('a', { row: { secret_string: id }, detail: { [id]: id } })
          : wireRow('a', { row: { resource_id: id, secret_string: extra }, detail: { create_time: 'x', value: id } }),
      ),
      { maxLength: 3 },
    ),
    total_count: nested,
  });
  const headerValue = echo.filter((text) => /^[\x20-\x7e]+$/u.test(text) && text.length < 2000);

  it('gets it into no error, no row and no line of the log', async () => {
    const { client, logger } = clientUnderTest(server.endpoint);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(nested, rows),
        headerValue,
        fc.constantFrom(200, 400, 401, 403, 500),
        async (body, header, status) => {
          const text = JSON.stringify(body);
          server.play(
            answer(status, text, { 'X-Request-Id': header, 'X-Subject-Token': header, 'Retry-After': header }),
          );
          logger.lines.length = 0;
          const outcomes = await Promise.allSettled([
            client.listPage(noFilter, firstPage, never),
            client.count(noFilter, never),
            client.listProjectTags(never),
          ]);
          const seen = inspect([outcomes, logger.lines], { depth: Infinity, showHidden: true, maxStringLength: null });
          for (const form of Object.values(encodings)) {
            for (const shift of ['', 'x', 'xx']) assertGone(seen, form(canaryToken, shift));
          }
        },
      ),
      { numRuns: cases(50) },
    );
  });
});
