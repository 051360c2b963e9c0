import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isServiceError, ServiceError } from '../../../src/model/serviceError';

describe('ServiceError', () => {
  it('names the operation, the kind and the known facts in its message', () => {
    const error = new ServiceError({
      kind: 'unauthorized',
      operation: 'ListResourceInstances',
      status: 401,
      code: 'APIGW.0301',
    });
    assert.equal(error.message, 'ListResourceInstances: unauthorized (401, APIGW.0301)');
  });

  it('says no more than operation and kind when nothing else is known', () => {
    assert.equal(new ServiceError({ kind: 'timeout', operation: 'x' }).message, 'x: timeout');
  });

  it('carries every detail, and is told from other errors by its name', () => {
    const details = {
      kind: 'clockSkew',
      operation: 'x',
      status: 401,
      code: 'c',
      serviceMessage: 'm',
      reason: 'r',
      requestId: 'i',
      sequence: 's',
      serverTime: 1,
      skewMs: 2,
    } as const;
    const error = new ServiceError(details);
    assert.deepEqual(Object.fromEntries(Object.entries(error)), { ...details, name: 'ServiceError' });
  });

  it('is recognised by kind', () => {
    const error = new ServiceError({ kind: 'timeout', operation: 'x' });
    assert.ok(isServiceError(error) && isServiceError(error, 'timeout'));
    assert.ok(!isServiceError(error, 'network') && !isServiceError(new Error('timeout')));
  });
});
