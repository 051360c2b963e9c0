import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as z from 'zod';
import {
  errorDetailsFrom,
  failureOfResponse,
  failureOfSignature,
  failureOfTransport,
  readErrorEnvelope,
  ruleOf,
} from '../../../../src/csms/transport/errors';
import { createRedactor } from '../../../../src/csms/transport/redaction';

const secret = 'TTqAHPbhWorg9ozx8Dv9MUyzYnOKDppxzHtExamp';
const redact = createRedactor(secret);

function detailsOf(message: string, headers: Readonly<Record<string, string>> = {}, requestId?: string, code = 'A.1') {
  const response = {
    kind: 'response',
    status: 500,
    header: (name: string) => headers[name],
    body: Buffer.of(),
  } as const;
  return errorDetailsFrom(response, { code, status: undefined, message, requestId }, redact);
}

describe('what a response says about a failure', () => {
  it('is bounded', () => {
    for (const length of [1024, 1025, 4096, 4097]) {
      assert.equal(detailsOf('m'.repeat(length)).serviceMessage, 'm'.repeat(1024));
    }
    assert.equal(detailsOf('', {}, 'i'.repeat(200)).requestId, 'i'.repeat(128));
  });

  it('holds no beginning of a credential where a long text is cut', () => {
    const message = `y${secret.repeat(200)}`;
    assert.equal(detailsOf(message).serviceMessage, 'y[redacted', 'what is left at the end is not trusted');
    assert.ok(!detailsOf(`y${'z'.repeat(10)}${message}`).serviceMessage?.includes(secret.slice(0, 5)));
  });

  it('holds no credential in place of a code or an id', () => {
    assert.equal(detailsOf('', {}, '', secret).code, '[redacted]');
    assert.equal(detailsOf('', {}, secret).requestId, '[redacted]');
    for (const header of ['x-request-id', 'x-iam-trace-id']) {
      assert.equal(detailsOf('', { [header]: secret }).requestId, '[redacted]', header);
    }
  });

  it('names the request as a header does, or else the body', () => {
    assert.equal(detailsOf('', { 'x-request-id': 'a', 'x-iam-trace-id': 'b' }, 'c').requestId, 'a');
    assert.equal(detailsOf('', { 'x-iam-trace-id': 'b' }, 'c').requestId, 'b');
    assert.equal(detailsOf('', {}, 'c').requestId, 'c');
    assert.equal(detailsOf('').requestId, undefined);
  });

  it('tells the time of the server where that is one', () => {
    assert.equal(detailsOf('', { date: 'Tue, 24 Nov 2026 10:00:00 GMT' }).serverTime, Date.UTC(2026, 10, 24, 10));
    for (const headers of [{}, { date: 'today' }]) assert.equal(detailsOf('', headers).serverTime, undefined);
  });

  it('holds no token that came with it', () => {
    const token = 'MIIabcdefghijklmnop';
    assert.equal(detailsOf(`got ${token}`, { 'x-subject-token': token }).serviceMessage, 'got [redacted]');
  });

  it('holds no text beside a token that is too long to be looked for', () => {
    const token = `${'a'.repeat(20_000)}MIIabcdefghijklmnop`;
    const end = token.slice(-100);
    const read = detailsOf(`got ${end}`, { 'x-subject-token': token, 'x-request-id': end }, end);
    assert.deepEqual(Object.keys(read).sort(), ['serverTime', 'status']);
  });
});

describe('the body of an error', () => {
  for (const [body, code, status, message] of [
    [{ error_code: 'A.1', error_msg: 'm' }, 'A.1', undefined, 'm'],
    [{ error: { error_code: 'A.1', error_msg: 'm' } }, 'A.1', undefined, 'm'],
    [{ error: { code: 401, message: 'm', title: 't' } }, undefined, 401, 'm'],
    [{ error: { code: 401, title: 't' } }, undefined, 401, 't'],
    [{ error: { code: 'EPS.0003', message: 'm' } }, 'EPS.0003', undefined, 'm'],
    [{ error: 'm' }, undefined, undefined, 'm'],
    [{ error_code: 'A.1', code: 'B.2' }, 'A.1', undefined, undefined],
    [{ error_code: 'a code', error_msg: 'm' }, undefined, undefined, 'm'],
    [{ error_code: 'A.1 ', error_msg: 'm' }, undefined, undefined, 'm'],
    [{ error_code: 'A.b-c_1.2' }, 'A.b-c_1.2', undefined, undefined],
    [{ error_code: 7, error_msg: 'm' }, undefined, undefined, 'm'],
    [{ code: [], message: 'm' }, undefined, undefined, 'm'],
  ] as const) {
    it(`is read in ${JSON.stringify(body)}`, () => {
      assert.deepEqual(readErrorEnvelope(body), { code, status, message, requestId: undefined });
    });
  }

  it('has no code that is longer than a code', () => {
    assert.equal(readErrorEnvelope({ error_code: 'A'.repeat(128) })?.code, 'A'.repeat(128));
    for (const code of ['A'.repeat(129), `A${'.a'.repeat(15_000_000)}`]) {
      assert.equal(readErrorEnvelope({ error_code: code })?.code, undefined);
    }
  });

  it('names the request inside or outside', () => {
    const inner = { error_code: 'A.1', request_id: 'inner' };
    assert.equal(readErrorEnvelope({ error: inner, request_id: 'outer' })?.requestId, 'inner');
    assert.equal(readErrorEnvelope({ error: { code: 'A.1' }, request_id: 'outer' })?.requestId, 'outer');
  });

  it('is nothing else', () => {
    for (const body of [null, [], 'text', 7, {}, { error: {} }, { error: null }, { request_id: 'x' }]) {
      assert.equal(readErrorEnvelope(body), undefined);
    }
  });
});

describe('the kind of a failure', () => {
  for (const [status, kind] of [
    [199, 'unreadable'],
    [204, 'unreadable'],
    [299, 'unreadable'],
    [300, 'redirect'],
    [399, 'redirect'],
    [400, 'rejected'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [407, 'network'],
    [429, 'throttled'],
    [499, 'rejected'],
    [500, 'unavailable'],
    [599, 'unavailable'],
    [600, 'unreadable'],
  ] as const) {
    it(`is ${kind} for ${status}`, () => assert.equal(failureOfResponse(status, undefined).kind, kind));
  }

  it('names what a network asks for before it lets anything through', () => {
    for (const [status, reason] of [
      [407, 'PROXY_AUTHENTICATION_REQUIRED'],
      [511, 'NETWORK_AUTHENTICATION_REQUIRED'],
    ] as const) {
      assert.deepEqual(failureOfResponse(status, undefined), { kind: 'network', reason });
    }
  });

  it('is that of the body where a success holds an error', () => {
    const envelope = { code: undefined, message: 'm', requestId: undefined };
    assert.equal(failureOfResponse(200, { ...envelope, status: 401 }).kind, 'unauthorized');
    assert.equal(failureOfResponse(200, { ...envelope, status: undefined }).kind, 'rejected');
    assert.equal(failureOfResponse(500, { ...envelope, status: 401 }).kind, 'unavailable');
  });

  for (const [kind, ...codes] of [
    ['unauthorized', 'CSMS.0301', 'KMS.0301', 'KMS.0302', 'KMS.0303'],
    ['unauthorized', 'APIGW.0301', 'APIGW.0303', 'APIGW.0305', 'APIGW.0307', 'APIG.0301'],
    ['forbidden', 'CSMS.0302', 'KMS.0321', 'APIGW.0302', 'APIGW.0304', 'APIGW.0306', 'APIGW.0310'],
    ['forbidden', 'APIGW.0401', 'APIGW.0402', 'APIGW.0802'],
    ['notFound', 'APIGW.0101', 'APIGW.0103'],
    ['throttled', 'APIGW.0308'],
    ['rejected', 'CSMS.0303', 'X.APIG.0301'],
  ] as const) {
    it(`is ${kind} for ${codes.join(', ')}, whatever the status says`, () => {
      for (const code of codes) {
        assert.equal(
          failureOfResponse(400, { code, status: 500, message: 'm', requestId: undefined }).kind,
          kind,
          code,
        );
      }
    });
  }

  for (const [code, kind] of [
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT', 'certificate'],
    ['CERT_NOT_YET_VALID', 'certificate'],
    ['CERT_UNTRUSTED', 'certificate'],
    ['CERT_REVOKED', 'certificate'],
    ['ERROR_IN_CERT_NOT_AFTER_FIELD', 'certificate'],
    ['CRL_HAS_EXPIRED', 'certificate'],
    ['INVALID_CA', 'certificate'],
    ['INVALID_PURPOSE', 'certificate'],
    ['PATH_LENGTH_EXCEEDED', 'certificate'],
    ['HOSTNAME_MISMATCH', 'certificate'],
    ['HPE_INVALID_CONSTANT', 'unreadable'],
    ['Z_DATA_ERROR', 'unreadable'],
    ['ERR__ERROR_FORMAT_PADDING_1', 'unreadable'],
    ['ERR_BROTLI_DECODER', 'unreadable'],
    ['ECONNRESET', 'network'],
    ['ENOTFOUND', 'network'],
    ['EPROTO', 'network'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'network'],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', 'network'],
    ['CERTAIN', 'network'],
    ['XCERT', 'network'],
    ['XINVALID_CA', 'network'],
    ['INVALID_CAT', 'network'],
    ['XHPE_', 'network'],
  ] as const) {
    it(`is ${kind} for ${code}`, () => {
      assert.deepEqual(failureOfTransport({ kind: 'broken', code }), { kind, reason: code });
    });
  }

  it('is what ended the request, where that is known', () => {
    assert.deepEqual(failureOfTransport({ kind: 'broken', code: undefined }), { kind: 'network', reason: 'UNKNOWN' });
    for (const kind of ['cancelled', 'timeout', 'tooLarge'] as const) {
      assert.deepEqual(failureOfTransport({ kind, code: 'CERT_HAS_EXPIRED' }), { kind, reason: 'CERT_HAS_EXPIRED' });
    }
  });
});

describe('the refusal of a signature', () => {
  const now = Date.UTC(2026, 0, 1);
  const minute = 60_000;

  it('is a matter of clocks when they are more than a quarter of an hour apart', () => {
    for (const skewMs of [15 * minute + 1, -15 * minute - 1]) {
      const failure = failureOfSignature({ kind: 'unauthorized', reason: 'r' }, now + skewMs, now);
      assert.deepEqual(failure, { kind: 'clockSkew', reason: 'r', skewMs });
    }
  });

  it('is what it was otherwise', () => {
    for (const [kind, time] of [
      ['unauthorized', now + 15 * minute],
      ['unauthorized', now - 15 * minute],
      ['unauthorized', undefined],
      ['forbidden', now + 16 * minute],
    ] as const) {
      assert.deepEqual(failureOfSignature({ kind }, time, now), { kind });
    }
  });
});

describe('the rule that a schema names', () => {
  const schema = z.object({
    list: z.array(z.object({ size: z.number().min(1).max(3) })).optional(),
    either: z.union([z.string(), z.number()]).optional(),
    like: z.string().regex(/^a$/u).optional(),
  });

  for (const [value, rule] of [
    [7, 'expected object'],
    [{ list: [{ size: 'canary' }] }, 'list.0.size: expected number'],
    [{ list: [{ size: 0 }] }, 'list.0.size: at least 1'],
    [{ list: [{ size: 4 }] }, 'list.0.size: at most 3'],
    [{ either: [] }, 'either: expected another type'],
    [{ like: 'canary' }, 'like: invalid_format'],
  ] as const) {
    it(`is ${rule}`, () => {
      const { error } = schema.safeParse(value);
      assert.equal(error && ruleOf(error), rule);
    });
  }

  it('is bounded, and there is one in any case', () => {
    const { error } = z.record(z.string(), z.number()).safeParse({ ['k'.repeat(300)]: 'x' });
    assert.equal(error && ruleOf(error), 'k'.repeat(200));
    assert.equal(ruleOf(new z.ZodError([])), 'unknown');
  });
});
