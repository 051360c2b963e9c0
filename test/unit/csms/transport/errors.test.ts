import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { inspect } from 'node:util';
import * as z from 'zod';
import { failureOfTransport } from '../../../../src/csms/transport/errors';
import { ruleOf } from '../../../../src/csms/transport/operation';
import { noFilter } from '../../../../src/model/secretFilter';
import { ServiceError } from '../../../../src/model/serviceError';
import { answer } from '../../../support/faults/answers';
import { clientUnderTest, never, useFaultServer } from '../clientUnderTest';

const secret = 'TTqAHPbhWorg9ozx8Dv9MUyzYnOKDppxzHtExamp';

describe('The error that a response means', () => {
  const server = useFaultServer();

  async function errorOf(status: number, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<ServiceError> {
    const { client } = clientUnderTest(server.endpoint, { credential: { kind: 'token', token: secret } });
    server.play(answer(status, JSON.stringify(body), { 'X-Request-Id': [], ...headers }));
    const error = await client.count(noFilter, never).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ServiceError, inspect(error));
    return error;
  }

  const errorWith = (envelope: object, headers?: OutgoingHttpHeaders): Promise<ServiceError> =>
    errorOf(400, { error_code: 'A.1', error_msg: 'm', ...envelope }, headers);

  describe('says what the service said', () => {
    it('in a bounded text', async () => {
      for (const length of [1024, 1025, 4096, 4097]) {
        assert.equal((await errorWith({ error_msg: 'm'.repeat(length) })).serviceMessage, 'm'.repeat(1024));
      }
      assert.equal((await errorWith({ request_id: 'i'.repeat(200) })).requestId, 'i'.repeat(128));
    });

    it('without the beginning of a credential where a long text is cut', async () => {
      const message = `y${secret.repeat(200)}`;
      const { serviceMessage } = await errorWith({ error_msg: message });
      assert.equal(serviceMessage, 'y[redacted', 'what is left at the end is not trusted');
      const shifted = await errorWith({ error_msg: `y${'z'.repeat(10)}${message}` });
      assert.ok(!shifted.serviceMessage?.includes(secret.slice(0, 5)));
    });

    it('without the credential in place of a code or an id', async () => {
      assert.equal((await errorWith({ error_code: secret })).code, '[redacted]');
      assert.equal((await errorWith({ request_id: secret })).requestId, '[redacted]');
      for (const header of ['X-Request-Id', 'X-IAM-Trace-Id']) {
        assert.equal((await errorWith({}, { [header]: secret })).requestId, '[redacted]', header);
      }
    });

    it('without a token that came with it, and with no text beside one that is too long to be looked for', async () => {
      const token = 'MIIabcdefghijklmnop';
      const { serviceMessage } = await errorWith({ error_msg: `got ${token}` }, { 'X-Subject-Token': token });
      assert.equal(serviceMessage, 'got [redacted]');
      const long = `${'a'.repeat(20_000)}${token}`;
      const end = long.slice(-100);
      const headers = { 'X-Subject-Token': long, 'X-Request-Id': end };
      const {
        status,
        code,
        serviceMessage: text,
        requestId,
      } = await errorWith({ error_msg: end, request_id: end }, headers);
      assert.deepEqual([status, code, text, requestId], [400, undefined, undefined, undefined]);
    });

    it('with the name of the request from a header, or else from the body, inside or outside', async () => {
      const body = { error: { error_code: 'A.1', request_id: 'inner' }, request_id: 'outer' };
      for (const [headers, received, requestId] of [
        [{ 'X-Request-Id': 'a', 'X-IAM-Trace-Id': 'b' }, body, 'a'],
        [{ 'X-IAM-Trace-Id': 'b' }, body, 'b'],
        [{}, body, 'inner'],
        [{}, { ...body, error: { code: 'A.1' } }, 'outer'],
        [{}, { error_code: 'A.1' }, undefined],
      ] as const) {
        assert.equal((await errorOf(400, received, headers)).requestId, requestId);
      }
    });

    it('with the time of the server where that is one', async () => {
      const { serverTime } = await errorWith({}, { Date: 'Tue, 24 Nov 2026 10:00:00 GMT' });
      assert.equal(serverTime, Date.UTC(2026, 10, 24, 10));
      assert.equal((await errorWith({}, { Date: 'today' })).serverTime, undefined);
    });

    for (const [body, code, message] of [
      [{ error_code: 'A.1', error_msg: 'm' }, 'A.1', 'm'],
      [{ error: { error_code: 'A.1', error_msg: 'm' } }, 'A.1', 'm'],
      [{ error: { code: 401, message: 'm', title: 't' } }, undefined, 'm'],
      [{ error: { code: 401, title: 't' } }, undefined, 't'],
      [{ error: { code: 'EPS.0003', message: 'm' } }, 'EPS.0003', 'm'],
      [{ error: 'm' }, undefined, 'm'],
      [{ error_code: 'A.1', code: 'B.2' }, 'A.1', undefined],
      [{ error_code: 'a code', error_msg: 'm' }, undefined, 'm'],
      [{ error_code: 'A.1 ', error_msg: 'm' }, undefined, 'm'],
      [{ error_code: 'A.b-c_1.2' }, 'A.b-c_1.2', undefined],
      [{ error_code: 7, error_msg: 'm' }, undefined, 'm'],
      [{ code: [], message: 'm' }, undefined, 'm'],
      [{ error: {} }, undefined, undefined],
      [[], undefined, undefined],
      [null, undefined, undefined],
      [{ request_id: 'x' }, undefined, undefined],
    ] as const) {
      it(`as it stands in ${JSON.stringify(body)}`, async () => {
        const error = await errorOf(400, body);
        assert.deepEqual([error.code, error.serviceMessage, error.requestId], [code, message, undefined]);
      });
    }

    it('with no code that is longer than a code', async () => {
      assert.equal((await errorWith({ error_code: 'A'.repeat(128) })).code, 'A'.repeat(128));
      for (const code of ['A'.repeat(129), `A${'.a'.repeat(15_000_000)}`]) {
        assert.equal((await errorWith({ error_code: code })).code, undefined);
      }
    });
  });

  describe('is of a kind', () => {
    for (const [kind, ...statuses] of [
      ['unreadable', 204, 299, 600],
      ['redirect', 300, 399],
      ['rejected', 400, 499],
      ['unauthorized', 401],
      ['forbidden', 403],
      ['notFound', 404],
      ['throttled', 429],
      ['unavailable', 500, 599],
    ] as const) {
      it(`by its status: ${kind} for ${statuses.join(', ')}`, async () => {
        for (const status of statuses) assert.equal((await errorOf(status, {})).kind, kind, `${status}`);
      });
    }

    it('by its body where a success holds an error', async () => {
      const withStatus = { error: { code: 401, message: 'm' } };
      assert.equal((await errorOf(200, withStatus)).kind, 'unauthorized');
      assert.equal((await errorOf(200, { error: 'm' })).kind, 'rejected');
      assert.equal((await errorOf(500, withStatus)).kind, 'unavailable');
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
      it(`by its code, whatever the status says: ${kind} for ${codes.join(', ')}`, async () => {
        for (const code of codes) assert.equal((await errorWith({ error_code: code })).kind, kind, code);
      });
    }
  });
});

describe('the failure of a connection', () => {
  for (const [kind, ...codes] of [
    ['certificate', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_UNTRUSTED', 'CERT_REVOKED', 'CRL_HAS_EXPIRED'],
    ['certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['certificate', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERROR_IN_CERT_NOT_AFTER_FIELD'],
    ['certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'HOSTNAME_MISMATCH'],
    ['certificate', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'],
    ['unreadable', 'HPE_INVALID_CONSTANT', 'Z_DATA_ERROR', 'ERR__ERROR_FORMAT_PADDING_1', 'ERR_BROTLI_DECODER'],
    ['network', 'ECONNRESET', 'ENOTFOUND', 'EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_TLS_HANDSHAKE_TIMEOUT'],
    ['network', 'CERTAIN', 'XCERT', 'XINVALID_CA', 'INVALID_CAT', 'XHPE_'],
  ] as const) {
    it(`is ${kind} for ${codes.join(', ')}`, () => {
      for (const code of codes) {
        assert.deepEqual(failureOfTransport({ kind: 'broken', code }), { kind, reason: code });
      }
    });
  }

  it('is what ended the request, where that is known', () => {
    assert.deepEqual(failureOfTransport({ kind: 'broken', code: undefined }), { kind: 'network', reason: 'UNKNOWN' });
    for (const kind of ['cancelled', 'timeout', 'tooLarge'] as const) {
      assert.deepEqual(failureOfTransport({ kind, code: 'CERT_HAS_EXPIRED' }), { kind, reason: 'CERT_HAS_EXPIRED' });
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
