export type EndpointProblem = 'empty' | 'notAUrl' | 'scheme' | 'plainHttp' | 'userInfo' | 'path' | 'nonAscii';

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
export function parseEndpoint(text: string): { readonly endpoint: string } | { readonly problem: EndpointProblem } {
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

export interface Region {
  readonly id: string;
  /** Official names; `undefined` where no source gives one. */
  readonly en: string | undefined;
  readonly zh: string | undefined;
}

const region = (id: string, en?: string, zh?: string): Region => ({ id, en, zh });

/** The regions for which the official SDKs know CSMS (spec/csms-api.md 5). */
export const regions: readonly Region[] = [
  region('cn-north-1', 'CN North-Beijing1', '华北-北京一'),
  region('cn-north-2', 'CN North-Beijing2', '华北-北京二'),
  region('cn-north-4', 'CN North-Beijing4', '华北-北京四'),
  region('cn-north-9', 'CN North-Ulanqab1', '华北-乌兰察布一'),
  region('cn-north-11'),
  region('cn-north-12', 'CN North3', '华北三'),
  region('cn-east-2', 'CN East-Shanghai2', '华东-上海二'),
  region('cn-east-3', 'CN East-Shanghai1', '华东-上海一'),
  region('cn-east-4', 'CN East2', '华东二'),
  region('cn-east-5', 'CN East-Qingdao', '华东-青岛'),
  region('cn-south-1', 'CN South-Guangzhou', '华南-广州'),
  region('cn-south-2', 'CN South-Shenzhen', '华南-深圳'),
  region('cn-southwest-2', 'CN Southwest-Guiyang1', '西南-贵阳一'),
  region('cn-southwest-3'),
  region('ap-southeast-1', 'CN-Hong Kong', '中国-香港'),
  region('ap-southeast-2', 'AP-Bangkok', '亚太-曼谷'),
  region('ap-southeast-3', 'AP-Singapore', '亚太-新加坡'),
  region('ap-southeast-4', 'AP-Jakarta', '亚太-雅加达'),
  region('ap-southeast-5', 'AP-Manila', '亚太-马尼拉'),
  region('la-south-2', 'LA-Santiago', '拉美-圣地亚哥'),
  region('la-north-2', 'LA-Mexico City2', '拉美-墨西哥城二'),
  region('na-mexico-1', 'LA-Mexico City1', '拉美-墨西哥城一'),
  region('sa-brazil-1', 'LA-Sao Paulo1', '拉美-圣保罗一'),
  region('af-south-1', 'AF-Johannesburg', '非洲-约翰内斯堡'),
  region('af-north-1', 'AF-Cairo', '非洲-开罗'),
  region('tr-west-1', 'TR-Istanbul', '土耳其-伊斯坦布尔'),
  region('me-east-1', 'ME-Riyadh', '中东-利雅得'),
  region('ae-ad-1', 'ME-Abu Dhabi', '中东-阿布扎比'),
  region('my-kualalumpur-1', 'AP-Kuala Lumpur', '亚太-吉隆坡'),
  region('ru-moscow-1', 'RU-Moscow', '俄罗斯-莫斯科'),
];

/** CSMS is served under the KMS host of its region. */
export function regionEndpoint(regionId: string): string {
  return `https://kms.${regionId}.myhuaweicloud.com`;
}

/**
 * IAM of the region, which knows the same users and projects as the global one (spec/csms-api.md 5). The regions of
 * partners are only known by their own.
 */
export function iamEndpoint(regionId: string): string {
  return `https://iam.${regionId}.myhuaweicloud.com`;
}
