export type EndpointProblem = 'empty' | 'notAUrl' | 'scheme' | 'plainHttp' | 'userInfo' | 'path' | 'nonAscii';

export type EndpointResult = { readonly endpoint: string } | { readonly problem: EndpointProblem };

/** Labels with dots between them, or an address of IPv6. */
const plainHost = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])$/u;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads a service endpoint as a person writes it and gives its origin, such as
 * `https://kms.cn-north-4.myhuaweicloud.com`.
 *
 * A missing scheme means https. Plain http is taken only for this machine's own addresses, since a credential travels
 * with every request. Hosts with letters outside ASCII are refused: they are how look-alike hosts are made. So are
 * percent signs and backslashes, which are read in more than one way.
 */
export function parseEndpoint(text: string): EndpointResult {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  if (/[^\x21-\x7e]/u.test(trimmed)) return { problem: 'nonAscii' };
  const written = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (/[\\%]/u.test(written) || !URL.canParse(written)) return { problem: 'notAUrl' };
  const url = new URL(written);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'scheme' };
  if (url.username !== '' || url.password !== '') return { problem: 'userInfo' };
  if (/(?:^|\.)xn--/u.test(url.hostname)) return { problem: 'nonAscii' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return { problem: 'path' };
  url.hostname = url.hostname.replace(/\.$/u, '');
  if (!plainHost.test(url.hostname)) return { problem: 'notAUrl' };
  if (url.protocol === 'http:' && !loopbackHosts.has(url.hostname)) return { problem: 'plainHttp' };
  return { endpoint: url.origin };
}
