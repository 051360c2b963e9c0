import type { Failure } from './failureKinds';

/** The service refuses signatures that are further from its clock ("API Request Signing Guide", FAQ). */
const toleratedSkewMs = 15 * 60 * 1000;

/**
 * What the refusal of a signed request means, seen the clocks. The service says the same of a wrong key and of a wrong
 * time but for the text, and a kind is never told by text.
 *
 * @param serverTime and `now` in ms since 1970-01-01 UTC
 */
export function failureOfSignature(failure: Failure, serverTime: number | undefined, now: number): Failure {
  if (failure.kind !== 'unauthorized' || serverTime === undefined) return failure;
  const skewMs = serverTime - now;
  return Math.abs(skewMs) > toleratedSkewMs ? { ...failure, kind: 'clockSkew', skewMs } : failure;
}
