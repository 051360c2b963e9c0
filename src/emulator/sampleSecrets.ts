import { createHash } from 'node:crypto';
import type { SecretSpec } from './storedSecret';
import { wellKnownSecrets } from './wellKnownSecrets';

/** Made-up secrets of a company with several teams; the same for the same count and seed. */
export function sampleSecrets(count: number, seed: number): readonly SecretSpec[] {
  const random = new Random(seed);
  const taken = new Map(wellKnownSecrets.map(({ name }) => [name, 1]));
  const specs: SecretSpec[] = wellKnownSecrets.slice(0, count);
  while (specs.length < count) specs.push(sampleSecret(random, taken));
  return specs;
}

/** A UUID (version 4 by its form) that belongs to a seed and a position. */
export function sampleId(seed: number, index: number): string {
  const hex = createHash('sha256').update(`${seed}/${index}`).digest('hex');
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

interface Subject {
  readonly team: Team;
  readonly app: string;
  readonly env: string;
  readonly purpose: Purpose;
}

function sampleSecret(random: Random, taken: Map<string, number>): SecretSpec {
  const team = random.pick(teams);
  const subject = { team, app: random.pick(team.apps), env: random.pick(environments), purpose: random.pick(purposes) };
  const createdDaysAgo = random.between(1, 1200);
  return {
    name: uniqueName(`${subject.app}-${subject.env}-${subject.purpose.name}`, taken),
    description: description(random, subject),
    tags: tags(random, subject),
    kmsKeyId: random.pick(kmsKeyIds),
    createdDaysAgo,
    updatedDaysAgo: random.between(0, createdDaysAgo),
    // The service has been seen to send a list with one empty text.
    eventSubscriptions: random.chance(0.1) ? [random.pick(['rotation-alerts', 'security-events', ''])] : [],
    ...(random.chance(0.05) ? { enterpriseProjectId: 'c3f1a0d2-6b7e-4d59-8a14-f0e2b9c7d635' } : {}),
    ...rotation(random, subject.purpose),
    ...state(random),
  };
}

function uniqueName(name: string, taken: Map<string, number>): string {
  const number = (taken.get(name) ?? 0) + 1;
  taken.set(name, number);
  return number === 1 ? name : `${name}-${number}`;
}

function description(random: Random, { team, app, env, purpose }: Subject): string {
  const english = `${purpose.english} of ${app} (${env})`;
  const chinese = `${team.chineseName}团队 ${app} ${chineseEnvironments[env] ?? env}环境的${purpose.chinese}`;
  return random.pick([english, chinese, chinese, `${english}。${chinese}`, '']);
}

function tags(random: Random, { team, app, env }: Subject): Record<string, string> {
  if (random.chance(0.07)) return {};
  const shared = { env, team: team.name, app };
  const rare: readonly (readonly [number, string, string])[] = [
    [0.6, '团队', team.chineseName],
    [0.5, 'cost center', team.costCenter],
    [0.4, 'owner', random.pick(team.owners)],
    [0.35, 'region', random.pick(regionsOfUse)],
    [0.3, 'managed-by', random.pick(['terraform', 'terraform', 'console', 'ansible'])],
    [0.15, 'data-class', random.pick(['internal', 'confidential', 'restricted'])],
    [0.05, '等保级别', random.pick(['二级', '三级'])],
    [0.04, 'legacy', ''],
    [0.03, 'pci', 'in-scope'],
    [0.01, 'break-glass', 'ask @sre first'],
  ];
  return {
    ...shared,
    ...Object.fromEntries(rare.flatMap(([p, key, value]) => (random.chance(p) ? [[key, value]] : []))),
  };
}

function rotation(random: Random, { database }: Purpose): Partial<SecretSpec> {
  if (!database) return {};
  const type = random.pick(['RDS-FG', 'RDS-FG', 'GaussDB-FG']);
  if (random.chance(0.3)) return { type };
  const rotationPeriod = random.pick(rotationPeriods);
  const periodInDays = parseInt(rotationPeriod, 10) / (rotationPeriod.endsWith('h') ? 24 : 1);
  const instanceId = sampleId(0, Math.floor(random.next() * 1e6)).replaceAll('-', '');
  return {
    type,
    rotationPeriod,
    rotatesInDays: random.between(0, periodInDays),
    rotationConfig: JSON.stringify({
      InstanceId: `${instanceId}in01`,
      SecretSubType: random.pick(['SingleUser', 'MultiUser']),
    }),
    rotationFunctionUrn: 'urn:fss:cn-north-4:2a90c1f8e4d34b6c9a57d0e3b81f6c42:function:default:rotate-secret:latest',
  };
}

function state(random: Random): Partial<SecretSpec> {
  const share = random.next();
  if (share < 0.05) return { state: 'DISABLED' };
  if (share < 0.09) return { deletesInDays: random.between(2, 30) };
  return { state: share < 0.11 ? 'FROZEN' : 'ENABLED' };
}

/** Numbers that look random and are the same for every run with the same seed (the mulberry32 generator). */
class Random {
  constructor(private seed: number) {}

  /** At least 0, below 1. */
  next(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), this.seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** At least `min`, below `max`. */
  between(min: number, max: number): number {
    return min + this.next() * (max - min);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }
}

type List<Item> = readonly [Item, ...Item[]];

interface Team {
  readonly name: string;
  readonly chineseName: string;
  readonly apps: List<string>;
  readonly costCenter: string;
  readonly owners: List<string>;
}

interface Purpose {
  readonly name: string;
  readonly english: string;
  readonly chinese: string;
  /** A database's password: the service can rotate it. */
  readonly database?: true;
}

/** Values with blanks, commas, quotes and Chinese: what people really write into tags. */
const teams: List<Team> = [
  {
    name: 'payments',
    chineseName: '支付',
    apps: ['checkout', 'card-gateway', 'ledger', 'refunds', 'wallet'],
    costCenter: 'R&D, west',
    owners: ['li.wei@example.com', 'ana.silva@example.com'],
  },
  {
    name: 'identity',
    chineseName: '身份认证',
    apps: ['sso', 'directory', 'audit-log'],
    costCenter: 'G&A (shared)',
    owners: ['wang.fang@example.com', 'j.mueller@example.com'],
  },
  {
    name: 'data',
    chineseName: '数据平台',
    apps: ['warehouse', 'streaming', 'notebooks', 'feature-store'],
    costCenter: 'R&D, east',
    owners: ['zhang.min@example.com', 'priya.nair@example.com', 'o.cohen@example.com'],
  },
  {
    name: 'web',
    chineseName: '门户',
    apps: ['storefront', 'search', 'cms', 'mobile-api'],
    costCenter: 'Sales: EMEA/APAC',
    owners: ['chen.jie@example.com', 'm.rossi@example.com'],
  },
  {
    name: 'iot',
    chineseName: '物联网',
    apps: ['device-gateway', 'firmware', 'telemetry'],
    costCenter: '研发二部',
    owners: ['liu.yang@example.com'],
  },
  {
    name: 'ops',
    chineseName: '运维',
    apps: ['monitoring', 'ci', 'backup', 'ingress'],
    costCenter: 'Ops "core"',
    owners: ['sre@example.com', 'zhao.lei@example.com'],
  },
];

/** Repeated by how often they occur. */
const environments: List<string> = ['prod', 'prod', 'prod', 'staging', 'staging', 'dev', 'dev', 'test'];

const chineseEnvironments: Readonly<Record<string, string>> = {
  prod: '生产',
  staging: '预发布',
  dev: '开发',
  test: '测试',
};

const purposes: List<Purpose> = [
  { name: 'db-password', english: 'Database password', chinese: '数据库口令', database: true },
  { name: 'db-readonly', english: 'Read-only database account', chinese: '只读数据库账号', database: true },
  { name: 'redis-auth', english: 'Cache password', chinese: '缓存口令' },
  { name: 'kafka-sasl', english: 'Message queue account', chinese: '消息队列账号' },
  { name: 'api-key', english: 'API key of a partner', chinese: '合作方接口密钥' },
  { name: 'oauth-client-secret', english: 'OAuth client secret', chinese: 'OAuth 客户端密钥' },
  { name: 'jwt-signing-key', english: 'Token signing key', chinese: '令牌签名密钥' },
  { name: 'tls-key-passphrase', english: 'Passphrase of a TLS key', chinese: 'TLS 私钥口令' },
  { name: 'smtp-password', english: 'Mail account', chinese: '邮件账号口令' },
  { name: 'webhook-token', english: 'Webhook token', chinese: '回调令牌' },
  { name: 'obs-access-key', english: 'Object storage access key', chinese: '对象存储访问密钥' },
  { name: 'sentry-dsn', english: 'Error tracker address', chinese: '错误追踪地址' },
];

const regionsOfUse: List<string> = ['cn-north-4', 'cn-east-3', 'cn-south-1', 'ap-southeast-3', 'af-south-1'];

const rotationPeriods: List<string> = ['7d', '30d', '90d', '2160h'];

const kmsKeyIds: List<string> = [
  '1f0d8a63-94c7-4b2e-8d51-7c3e96a0b5f2',
  'a9b47c10-e35d-46f8-92ab-05d8f1c6e374',
  '58e2d6f9-0b7a-4c14-b3e0-9a61c4d7f28b',
];
