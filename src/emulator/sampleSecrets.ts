import { createHash } from 'node:crypto';
import { Random } from './random';
import {
  chineseEnvironments,
  environments,
  kmsKeyIds,
  purposes,
  regionsOfUse,
  rotationPeriods,
  teams,
} from './sampleVocabulary';
import type { Purpose, Team } from './sampleVocabulary';
import type { SecretSpec } from './secretSpec';
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
