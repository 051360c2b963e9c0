type List<Item> = readonly [Item, ...Item[]];

export interface Team {
  readonly name: string;
  readonly chineseName: string;
  readonly apps: List<string>;
  readonly costCenter: string;
  readonly owners: List<string>;
}

export interface Purpose {
  readonly name: string;
  readonly english: string;
  readonly chinese: string;
  /** A database's password: the service can rotate it. */
  readonly database?: true;
}

/** Values with blanks, commas, quotes and Chinese: what people really write into tags. */
export const teams: List<Team> = [
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
export const environments: List<string> = ['prod', 'prod', 'prod', 'staging', 'staging', 'dev', 'dev', 'test'];

export const chineseEnvironments: Readonly<Record<string, string>> = {
  prod: '生产',
  staging: '预发布',
  dev: '开发',
  test: '测试',
};

export const purposes: List<Purpose> = [
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

export const regionsOfUse: List<string> = ['cn-north-4', 'cn-east-3', 'cn-south-1', 'ap-southeast-3', 'af-south-1'];

export const rotationPeriods: List<string> = ['7d', '30d', '90d', '2160h'];

export const kmsKeyIds: List<string> = [
  '1f0d8a63-94c7-4b2e-8d51-7c3e96a0b5f2',
  'a9b47c10-e35d-46f8-92ab-05d8f1c6e374',
  '58e2d6f9-0b7a-4c14-b3e0-9a61c4d7f28b',
];
