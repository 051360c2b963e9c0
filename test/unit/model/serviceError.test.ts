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

  it('is recognised by kind', () => {
    const error = new ServiceError({ kind: 'timeout', operation: 'x' });
    assert.ok(isServiceError(error) && isServiceError(error, 'timeout'));
    assert.ok(!isServiceError(error, 'network') && !isServiceError(new Error('timeout')));
  });
});
