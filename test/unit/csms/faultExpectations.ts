import type { ProjectTag, SecretPage } from '../../../src/model/secretPage';
import type { Secret } from '../../../src/model/secret';
import type { ServiceErrorDetails } from '../../../src/model/serviceError';
import type { FaultName } from '../../support/faults/faults';

/** 1 and none unless said. */
interface Tries {
  readonly tries?: number;
  readonly delays?: readonly number[];
}

/** Of an error only what is named is compared. */
export interface Failing extends Tries {
  readonly error: Partial<ServiceErrorDetails>;
}

export interface Listing extends Tries {
  /** Names of the secrets. */
  readonly names: readonly string[];
  readonly unreadable?: SecretPage['unreadable'];
  /** Of the first secret only what is named is compared. */
  readonly first?: Partial<Secret>;
  readonly received?: number;
  /** The number of rows unless said. */
  readonly totalCount?: number | undefined;
}

/**
 * What a page is. Unless said, counting and asking for tags fail as listing does, or give what goes with the rows: their
 * total, and a project without tags.
 */
export type Expectation = (Failing | Listing) & {
  readonly count?: Failing | number;
  readonly tags?: Failing | readonly ProjectTag[];
};

export function totalOf(listing: Listing): number | undefined {
  if ('totalCount' in listing) return listing.totalCount;
  return listing.names.length + (listing.unreadable ?? []).length;
}

export function countOf(expected: Expectation): Failing | number | undefined {
  return expected.count ?? ('error' in expected ? expected : totalOf(expected));
}

export function tagsOf(expected: Expectation): Failing | readonly ProjectTag[] {
  return expected.tags ?? ('error' in expected ? expected : []);
}

const backoff = [500, 1000, 2000];

const fourTries = { tries: 4, delays: backoff };

function error(kind: ServiceErrorDetails['kind'], facts: Partial<ServiceErrorDetails> = {}): Failing {
  return { error: { kind, ...facts } };
}

function unreadable(reason: string): Failing {
  return error('unreadable', { reason });
}

function oneRow(first: Partial<Secret> = {}): Listing {
  return { names: ['a'], first: { id: 'id-of-a', ...first } };
}

/** One row with these tags. */
function tagged(...tags: readonly (readonly [key: string, value: string])[]): Listing {
  return oneRow({ tags: tags.map(([key, value]) => ({ key, value })) });
}

/** Row `a` cannot be read, row `b` can. */
function badRow(reason: string): Listing {
  return { names: ['b'], unreadable: [{ id: 'id-of-a', reason }], received: 2 };
}

/** A row, but no number that can be its total. */
function noTotal(reason: string): Expectation {
  return { names: ['a'], totalCount: undefined, count: unreadable(`total_count: ${reason}`) };
}

const onlyName = { state: '', type: undefined, createTime: undefined, eventSubscriptions: [] };

export const expectations: Readonly<Record<FaultName, Expectation>> = {
  badRequest: error('rejected', { status: 400, code: 'CSMS.0002', serviceMessage: 'No.', requestId: 'request-1' }),
  unauthorized: error('unauthorized', { status: 401 }),
  forbidden: error('forbidden', { status: 403 }),
  notFound: error('notFound', { status: 404 }),
  methodNotAllowed: error('rejected', { status: 405, code: undefined, serviceMessage: undefined }),
  proxyAuthentication: error('network', { status: 407, reason: 'PROXY_AUTHENTICATION_REQUIRED' }),
  requestTimeout: error('rejected', { status: 408 }),
  conflict: error('rejected', { status: 409 }),
  gone: error('rejected', { status: 410 }),
  tooLargeRequest: error('rejected', { status: 413 }),
  unprocessable: error('rejected', { status: 422 }),
  throttled: { error: { kind: 'throttled', code: 'APIGW.0308' }, ...fourTries },
  throttledSeconds: { error: { kind: 'throttled' }, tries: 4, delays: [7000, 7000, 7000] },
  throttledDate: { error: { kind: 'throttled' }, tries: 4, delays: [9000, 9000, 9000] },
  throttledPastDate: { error: { kind: 'throttled' }, ...fourTries },
  // A third wait would go beyond the minute that there is for all tries.
  throttledToTheLimit: { error: { kind: 'throttled' }, tries: 3, delays: [30_000, 30_000] },
  throttledBeyondTheLimit: error('throttled'),
  throttledForLong: error('throttled', { status: 429 }),
  throttledNonsense: { error: { kind: 'throttled' }, ...fourTries },
  internalError: { error: { kind: 'unavailable', status: 500 }, ...fourTries },
  notImplemented: error('unavailable', { status: 501 }),
  badGateway: { error: { kind: 'unavailable', status: 502 }, ...fourTries },
  overloaded: { error: { kind: 'unavailable', status: 503 }, ...fourTries },
  overloadedSeconds: { error: { kind: 'unavailable' }, tries: 4, delays: [7000, 7000, 7000] },
  gatewayTimeout: { error: { kind: 'unavailable', status: 504 }, ...fourTries },
  loginToNetwork: error('network', { status: 511, reason: 'NETWORK_AUTHENTICATION_REQUIRED' }),
  strangeStatus: error('unreadable', { status: 799, reason: 'an empty body' }),

  flatEnvelope: error('rejected', { code: 'CSMS.0004', serviceMessage: 'The requested body format is wrong.' }),
  gatewayEnvelope: error('unauthorized', { code: 'APIGW.0301', requestId: '0123456789abcdef0123456789abcdef' }),
  keystoneEnvelope: error('unauthorized', {
    code: undefined,
    serviceMessage: 'The token is wrong.',
    requestId: 'token_trace-1',
  }),
  keystoneWithoutCode: error('forbidden', { code: undefined, serviceMessage: 'You may not.' }),
  iamEnvelope: error('rejected', { code: 'IAM.0011', serviceMessage: 'Domain is wrong.' }),
  codeMessageEnvelope: error('forbidden', { code: 'EPS.0003', serviceMessage: 'Forbidden.' }),
  errorAsText: error('notFound', { serviceMessage: 'Not Found' }),
  envelopeOfWrongTypes: error('rejected', { code: undefined, serviceMessage: undefined }),
  envelopeWithHostileCode: error('rejected', { code: undefined, serviceMessage: 'No.' }),
  hugeMessage: error('rejected', { serviceMessage: 'no '.repeat(1024).slice(0, 1024) }),

  invalidTokenAs400: error('unauthorized', { status: 400 }),
  expiredTokenAs403: error('unauthorized', { status: 403 }),
  tokenToBeUpdated: error('unauthorized', { code: 'APIGW.0307' }),
  dedicatedGateway: error('unauthorized', { code: 'APIG.0305' }),
  unknownApi: error('notFound', { code: 'APIGW.0101' }),
  errorAs200: error('rejected', { status: 200, code: 'CSMS.0002' }),
  throttledAs200: { error: { kind: 'throttled', status: 200 }, ...fourTries },
  keystoneAs200: error('forbidden', { status: 200, serviceMessage: 'You may not.' }),

  htmlAs502: { error: { kind: 'unavailable', status: 502, serviceMessage: undefined }, ...fourTries },
  htmlAs403: error('forbidden', { serviceMessage: undefined }),
  htmlAs200: unreadable('HTML instead of JSON'),
  echoedToken: error('unauthorized', { requestId: '[redacted]' }),

  movedPermanently: error('redirect', { status: 301 }),
  found: error('redirect', { status: 302 }),
  seeOther: error('redirect', { status: 303 }),
  temporaryRedirect: error('redirect', { status: 307 }),
  permanentRedirect: error('redirect', { status: 308 }),
  redirectWithoutLocation: error('redirect', { status: 302 }),
  notModified: error('redirect', { status: 304 }),
  redirectToItself: error('redirect', { status: 307 }),

  resetBeforeHeaders: { error: { kind: 'network', reason: 'ECONNRESET' }, ...fourTries },
  closedBeforeHeaders: { error: { kind: 'network', reason: 'ECONNRESET' }, ...fourTries },
  resetAfterHeaders: { error: { kind: 'network', reason: 'ECONNRESET' }, ...fourTries },
  shorterThanItsLength: { error: { kind: 'network', reason: 'ECONNRESET' }, ...fourTries },
  silent: { error: { kind: 'timeout' }, ...fourTries },
  silentAfterHeaders: { error: { kind: 'timeout' }, ...fourTries },
  endless: { error: { kind: 'timeout' }, ...fourTries },
  endlessFast: error('tooLarge'),
  notHttp: error('unreadable', { reason: 'HPE_INVALID_CONSTANT' }),
  hugeHeaders: error('tooLarge', { reason: 'HPE_HEADER_OVERFLOW' }),
  hugeBody: error('tooLarge'),
  compressedBomb: error('tooLarge'),
  compressedGibibyte: error('tooLarge'),
  gzip: oneRow(),
  deflate: oneRow(),
  brotli: oneRow(),
  brokenGzip: unreadable('Z_DATA_ERROR'),
  truncatedGzip: unreadable('not JSON'),
  gzipThatIsNone: unreadable('Z_DATA_ERROR'),
  unknownEncoding: oneRow(),
  severalEncodings: unreadable('not JSON'),
  endlessHeaders: error('tooLarge', { reason: 'HPE_HEADER_OVERFLOW' }),
  brokenHeader: unreadable('HPE_INVALID_HEADER_TOKEN'),
  twoLengths: unreadable('HPE_UNEXPECTED_CONTENT_LENGTH'),
  lengthAndChunks: unreadable('HPE_INVALID_TRANSFER_ENCODING'),
  brokenChunks: { error: { kind: 'network', reason: 'ECONNRESET' }, ...fourTries },
  twoAnswers: oneRow(),
  longerThanItsLength: oneRow(),
  earlyHints: oneRow(),
  switchingProtocols: unreadable('HPE_PAUSED_UPGRADE'),
  noContent: unreadable('an empty body'),
  closesEachTime: oneRow(),

  empty: unreadable('an empty body'),
  blank: unreadable('not JSON'),
  null: unreadable('expected object'),
  array: unreadable('expected object'),
  number: unreadable('expected object'),
  text: unreadable('expected object'),
  emptyObject: {
    ...unreadable('resources: missing'),
    count: unreadable('total_count: expected another type'),
    tags: unreadable('tags: expected array'),
  },
  plainText: unreadable('not JSON'),
  truncated: unreadable('not JSON'),
  twoDocuments: unreadable('not JSON'),
  deeplyNested: unreadable('not JSON'),
  invalidUtf8: unreadable('not JSON'),
  utf16: unreadable('not JSON'),
  script: unreadable('not JSON'),
  guarded: unreadable('not JSON'),
  byteOrderMark: oneRow(),
  wrongContentType: oneRow(),
  createdStatus: oneRow(),
  partialContent: oneRow(),
  resourcesAsObject: { ...unreadable('resources: expected array'), count: 1, tags: [] },
  resourcesAsText: { ...unreadable('resources: expected array'), count: 0, tags: [] },
  resourcesNull: { names: [], totalCount: 7 },
  resourcesMissing: { names: [], totalCount: 7 },
  totalMissing: noTotal('expected another type'),
  totalAsText: { names: ['a'], totalCount: 12 },
  totalNegative: noTotal('at least 0'),
  totalFraction: noTotal('expected int'),
  totalBeyondNumbers: noTotal('expected another type'),
  totalNull: noTotal('expected another type'),
  totalAsObject: noTotal('expected another type'),
  tagsMissing: { names: ['a'], tags: unreadable('tags: expected array') },
  tagsAsText: { names: ['a'], tags: unreadable('tags: expected array') },
  junkTags: {
    names: ['a'],
    tags: [
      { key: 'team', values: [] },
      { key: 'env', values: ['', 'prod'] },
    ],
  },

  documentationExample: { ...oneRow({ state: 'ENABLED', tags: [{ key: 'env', value: 'prod' }] }), received: 1 },
  olderDocumentationExample: { ...oneRow({ state: 'ENABLED' }), received: 1 },
  twoSpreadRows: { names: ['a', 'b'], received: 2 },
  detailAsArray: oneRow({ state: 'ENABLED' }),
  detailMissing: oneRow(onlyName),
  detailNull: oneRow(onlyName),
  detailEmpty: oneRow(onlyName),
  onlyDetail: oneRow({ state: 'ENABLED', tags: [] }),
  onlyId: { names: [], unreadable: [{ id: 'id-of-a', reason: 'resource_name: missing' }] },
  nulls: oneRow({ tags: [], description: undefined, autoRotation: undefined, createTime: undefined }),
  timesAsText: oneRow({ createTime: 1669042498000, scheduledDeleteTime: undefined }),
  timesInSeconds: oneRow({ createTime: 1669042498000, updateTime: 1669042499000 }),
  timesZero: oneRow({ scheduledDeleteTime: undefined, rotationTime: undefined }),
  timeOutOfRange: badRow('resource_detail.create_time: at most 8640000000000000'),
  timeInfinite: badRow('resource_detail.create_time: expected number'),
  booleanAsText: oneRow({ autoRotation: true }),
  emptySubscription: oneRow({ eventSubscriptions: [] }),
  unknownState: oneRow({ state: 'MELTING', type: 'NEWEST' }),
  duplicateTagKeys: tagged(['env', 'prod'], ['env', 'test']),
  protoTagKey: tagged(['__proto__', 'x'], ['constructor', '']),
  tagWithoutValue: tagged(['env', ''], ['team', '']),
  emptyTagKey: badRow('tags.0.key: at least 1'),
  tagsAsObject: badRow('tags: expected array'),
  systemTags: oneRow({ systemTags: [{ key: '_sys_enterprise_project_id', value: '0' }] }),
  protoField: tagged(['env', 'prod']),
  secretValue: oneRow(),
  unreadableBetweenGood: {
    names: ['a', 'c'],
    unreadable: [{ id: 'id-of-b', reason: 'resource_detail.create_time: expected number' }],
    received: 3,
  },
  junkRows: {
    names: ['a'],
    unreadable: [
      ...Array.from({ length: 4 }, () => ({ id: undefined, reason: 'expected object' })),
      { id: undefined, reason: 'resource_id: missing' },
      { id: undefined, reason: 'expected object' },
    ],
    received: 7,
  },
  hostileText: { names: ['$(trash)\u202e<img src=x>\n[x](command:y)'] },
  hugeText: badRow('resource_detail.description: at most 4096'),
  manyTags: badRow('tags: at most 1000'),
  duplicateRows: { names: ['a', 'a'], received: 2 },

  slow: oneRow(),
  tooSlow: { error: { kind: 'timeout' }, ...fourTries },
  slowRefusal: error('forbidden'),
  byteByByte: oneRow(),
  charactersInPieces: { names: ['密钥🔑'] },
  refusedByteByByte: error('unauthorized', { code: 'APIGW.0301' }),
  compressedByteByByte: oneRow(),
  strangeHeaders: oneRow(),
  wellOnTheLastTry: { ...oneRow(), ...fourTries },
  wellTooLate: { error: { kind: 'unavailable', status: 502 }, ...fourTries },
  resetOnce: { ...oneRow(), tries: 2, delays: [500] },
  gapInTheLine: { ...oneRow(), tries: 3, delays: [500, 1000] },
  throttledThenWell: { ...oneRow(), tries: 2, delays: [7000] },
  severalTroubles: { ...oneRow(), ...fourTries },
  throttledThenRefused: { error: { kind: 'unauthorized' }, tries: 2, delays: [500] },
  overloadedThenHtml: { ...unreadable('HTML instead of JSON'), tries: 3, delays: [500, 1000] },
  overloadedThenTruncated: { ...unreadable('not JSON'), tries: 2, delays: [500] },
  throttledThenForLong: { error: { kind: 'throttled' }, tries: 2, delays: [500] },
};
