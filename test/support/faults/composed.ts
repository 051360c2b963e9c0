import type { Fault } from '../faultServer';
import { good, page } from './answers';
import { bodies } from './bodies';
import { after, inChunks, slow, withHeaders } from './combine';
import { connections } from './connections';
import { refusals } from './refusals';
import { wireRow } from './wireRows';

const {
  badGateway,
  forbidden,
  internalError,
  overloaded,
  throttled,
  throttledForLong,
  throttledSeconds,
  unauthorized,
} = refusals;

/** Several troubles at once, or one after the other. */
export const composed = {
  slow: slow(good, 5),
  tooSlow: slow(good, 60_000),
  slowRefusal: slow(forbidden, 5),
  byteByByte: inChunks(good),
  charactersInPieces: inChunks(page(wireRow('密钥🔑'))),
  refusedByteByByte: inChunks(refusals.gatewayEnvelope),
  compressedByteByByte: inChunks(connections.gzip),
  strangeHeaders: withHeaders(good, {
    'Set-Cookie': ['session=1; HttpOnly', 'other=2'],
    'Strict-Transport-Security': 'max-age=31536000',
    Refresh: '0; url=/elsewhere',
    'Alt-Svc': 'h3=":443"',
    'Retry-After': '7',
    __proto__x: 'x',
  }),
  wellOnTheLastTry: after(3, overloaded, good),
  wellTooLate: after(4, badGateway, good),
  resetOnce: after(1, connections.resetAfterHeaders, good),
  gapInTheLine: after(2, connections.closedBeforeHeaders, good),
  throttledThenWell: after(1, throttledSeconds, good),
  severalTroubles: after(1, connections.resetBeforeHeaders, after(2, internalError, after(3, throttled, good))),
  throttledThenRefused: after(1, throttled, unauthorized),
  overloadedThenHtml: after(2, overloaded, refusals.htmlAs200),
  overloadedThenTruncated: after(1, overloaded, bodies.truncated),
  throttledThenForLong: after(1, throttled, throttledForLong),
} satisfies Readonly<Record<string, Fault>>;
