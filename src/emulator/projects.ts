import type { Project, UserName } from './account';
import type { OpenChoices } from './openChoices';
import { sampleId, sampleSecrets } from './sampleSecrets';
import { parseSecretSpecs } from './secretSpec';
import type { SecretSpec } from './secretSpec';
import { SecretStore } from './secretStore';
import { storedSecret } from './storedSecret';
import { wellKnownSecrets } from './wellKnownSecrets';

interface ProjectPlan {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
  readonly enabled?: boolean;
  readonly members: readonly UserName[];
  /** How many samples it has. */
  readonly secrets: number;
}

const north = '2a90c1f8e4d34b6c9a57d0e3b81f6c42';
const south = '5d17ab3e90c64f28b7e1046a9c3fd285';

/** After the first project, whose secrets are those that the emulator is told to have. */
const otherProjects: readonly ProjectPlan[] = [
  // Empty: what a project looks like before its first secret.
  {
    id: '8e3b5d7f0c9a4126b1d84f2e6a7053c9',
    name: 'cn-north-4_sandbox',
    parentId: north,
    members: ['explorer'],
    secrets: 0,
  },
  { id: south, name: 'cn-south-1', members: ['explorer'], secrets: 12 },
  {
    id: 'c46f0e82b1d94a7398a5e7d20f3b6c11',
    name: 'cn-south-1_finance',
    parentId: south,
    members: ['auditor'],
    secrets: 5,
  },
  { id: 'f09a6c3d7be145218d4c92e05a81b7f6', name: 'cn-east-3', enabled: false, members: ['explorer'], secrets: 3 },
];

export const maxProjects = 1 + otherProjects.length;

interface ProjectOptions {
  /** How many projects there are, from the first on. */
  readonly projects?: number | undefined;
  /** How many sample secrets the first has. */
  readonly secrets?: number | undefined;
  readonly seed?: number | undefined;
  /** The secrets of the first project in place of samples, an array of `SecretSpec`. */
  readonly data?: unknown;
}

/** @throws {Error} when `data` is not what `SecretSpec` says */
export function createProjects(
  { projects = maxProjects, secrets = 300, seed = 1, data }: ProjectOptions,
  { order }: OpenChoices,
  now: number,
): readonly [Project, ...Project[]] {
  const store = (specs: readonly SecretSpec[], storeSeed: number): SecretStore =>
    new SecretStore(
      specs.map((spec, index) => storedSecret(spec, sampleId(storeSeed, index), now)),
      order,
    );
  const first: Project = {
    id: north,
    name: 'cn-north-4',
    parentId: undefined,
    enabled: true,
    members: ['explorer', 'auditor'],
    secrets: store(data === undefined ? sampleSecrets(secrets, seed) : parseSecretSpecs(data), seed),
  };
  const others = otherProjects.slice(0, projects - 1).map((plan, index) => ({
    ...plan,
    parentId: plan.parentId,
    enabled: plan.enabled ?? true,
    secrets: store(otherSamples(plan.secrets, seed + 1 + index), seed + 1 + index),
  }));
  return [first, ...others];
}

/** Without the well-known ones, whose ids belong to the first project. */
function otherSamples(count: number, seed: number): readonly SecretSpec[] {
  return sampleSecrets(wellKnownSecrets.length + count, seed).slice(wellKnownSecrets.length);
}
