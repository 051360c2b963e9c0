import type { Fault } from '../faultServer';
import { answer, json, refusal } from './answers';

const htmlPage = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

/** The service, its gateway or a proxy says no, in each way in which they say it. */
export const refusals = {
  badRequest: refusal(400),
  unauthorized: refusal(401, {}, 'CSMS.0009'),
  forbidden: refusal(403),
  notFound: refusal(404),
  methodNotAllowed: answer(405, ''),
  proxyAuthentication: answer(407, htmlPage, { 'Content-Type': 'text/html', 'Proxy-Authenticate': 'Basic' }),
  requestTimeout: refusal(408),
  conflict: refusal(409),
  gone: refusal(410),
  tooLargeRequest: refusal(413),
  unprocessable: refusal(422),
  throttled: refusal(429, {}, 'APIGW.0308'),
  throttledSeconds: refusal(429, { 'Retry-After': '7' }),
  throttledDate: refusal(429, {
    'Retry-After': 'Tue, 24 Nov 2026 10:00:09 GMT',
    Date: 'Tue, 24 Nov 2026 10:00:00 GMT',
  }),
  throttledPastDate: refusal(429, { 'Retry-After': 'Tue, 24 Nov 2020 10:00:09 GMT' }),
  throttledToTheLimit: refusal(429, { 'Retry-After': '30' }),
  throttledBeyondTheLimit: refusal(429, { 'Retry-After': '31' }),
  throttledForLong: refusal(429, { 'Retry-After': '3600' }),
  throttledNonsense: refusal(429, { 'Retry-After': 'soon' }),
  internalError: refusal(500),
  notImplemented: refusal(501),
  badGateway: refusal(502),
  overloaded: refusal(503),
  overloadedSeconds: refusal(503, { 'Retry-After': '7' }),
  gatewayTimeout: refusal(504),
  loginToNetwork: answer(511, htmlPage, { 'Content-Type': 'text/html' }),
  strangeStatus: answer(799, ''),

  flatEnvelope: answer(400, '{"error_code":"CSMS.0004","error_msg":"The requested body format is wrong."}'),
  gatewayEnvelope: answer(
    401,
    '{"error_msg":"Incorrect IAM authentication information: decrypt token fail","error_code":"APIGW.0301","request_id":"0123456789abcdef0123456789abcdef"}',
    { 'X-Request-Id': [] },
  ),
  keystoneEnvelope: answer(401, '{"error":{"code":401,"message":"The token is wrong.","title":"Unauthorized"}}', {
    'X-Request-Id': [],
    'X-IAM-Trace-Id': 'token_trace-1',
  }),
  keystoneWithoutCode: answer(403, '{"error":{"message":"You may not.","title":"Forbidden"}}'),
  iamEnvelope: answer(400, '{"error_msg":"Domain is wrong.","error_code":"IAM.0011"}'),
  codeMessageEnvelope: answer(403, '{"error":{"code":"EPS.0003","message":"Forbidden."}}'),
  errorAsText: answer(404, '{"timestamp":1,"status":404,"error":"Not Found","path":"/"}'),
  envelopeOfWrongTypes: answer(400, '{"error":{"error_code":[1],"error_msg":{"a":1}},"error_msg":null}'),
  envelopeWithHostileCode: answer(400, '{"error":{"error_code":"CSMS.0002\\u202e\\nforged line","error_msg":"No."}}'),
  hugeMessage: answer(400, JSON.stringify({ error: { error_code: 'CSMS.0002', error_msg: 'no '.repeat(100_000) } })),

  invalidTokenAs400: refusal(400, {}, 'CSMS.0301'),
  expiredTokenAs403: refusal(403, {}, 'KMS.0303'),
  tokenToBeUpdated: refusal(401, {}, 'APIGW.0307'),
  dedicatedGateway: refusal(401, {}, 'APIG.0305'),
  unknownApi: refusal(404, {}, 'APIGW.0101'),
  errorAs200: json({ error: { error_code: 'CSMS.0002', error_msg: 'The value of parameter is invalid.' } }),
  throttledAs200: json({ error_code: 'APIGW.0308', error_msg: 'Throttling threshold reached.' }),
  keystoneAs200: json({ error: { code: 403, message: 'You may not.', title: 'Forbidden' } }),

  htmlAs502: answer(502, htmlPage, { 'Content-Type': 'text/html' }),
  htmlAs403: answer(403, htmlPage, { 'Content-Type': 'text/html' }),
  htmlAs200: answer(200, `\n${htmlPage}`, { 'Content-Type': 'text/html' }),

  echoedToken: (exchange) => {
    const token = String(exchange.request.headers['x-auth-token']);
    const base64 = Buffer.from(`X-Auth-Token: ${token}`).toString('base64');
    const forms = [token, encodeURIComponent(token), base64, token.slice(3, 40)];
    const body = JSON.stringify({ error: { error_code: token.slice(0, 30), error_msg: `Bad: ${forms.join(' | ')}` } });
    answer(401, body, { 'X-Request-Id': token.slice(0, 100), 'X-Auth-Token': token })(exchange);
  },
} satisfies Readonly<Record<string, Fault>>;
