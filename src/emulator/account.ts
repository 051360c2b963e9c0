import { randomBytes } from 'node:crypto';
import type { OpenChoices } from './openChoices';
import { sampleId, sampleSecrets } from './sampleSecrets';
import { listedSecrets, parseSecretSpecs } from './storedSecret';
import type { SecretSpec, StoredSecret } from './storedSecret';
import { wellKnownSecrets } from './wellKnownSecrets';

/** The one account of the emulator. */
export interface Account {
  readonly domain: { readonly id: string; readonly name: string };
  readonly users: { readonly explorer: IamUser; readonly auditor: IamUser };
  readonly projects: readonly [IamProject, ...IamProject[]];
}

type IamUserName = keyof Account['users'];

export interface IamUser {
  readonly id: string;
  readonly name: IamUserName;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

interface ProjectFacts {
  readonly id: string;
  readonly name: string;
  /** The project of the region that this one was made in; absent for the project of a region itself. */
  readonly parentId?: string;
  readonly enabled: boolean;
  /** Names of the users who may use it. */
  readonly members: readonly IamUserName[];
}

export interface IamProject extends ProjectFacts {
  /** In the order in which they are listed. */
  readonly secrets: readonly StoredSecret[];
}

const north = '2a90c1f8e4d34b6c9a57d0e3b81f6c42';
const south = '5d17ab3e90c64f28b7e1046a9c3fd285';

const firstProject: ProjectFacts = { id: north, name: 'cn-north-4', enabled: true, members: ['explorer', 'auditor'] };

/** After the first project, whose secrets are those that the emulator is told to have; these have samples. */
const otherProjects: readonly (ProjectFacts & { readonly samples: number })[] = [
  {
    id: '8e3b5d7f0c9a4126b1d84f2e6a7053c9',
    name: 'cn-north-4_sandbox',
    parentId: north,
    enabled: true,
    members: ['explorer'],
    samples: 0, // What a project looks like before its first secret.
  },
  { id: south, name: 'cn-south-1', enabled: true, members: ['explorer'], samples: 12 },
  {
    id: 'c46f0e82b1d94a7398a5e7d20f3b6c11',
    name: 'cn-south-1_finance',
    parentId: south,
    enabled: true,
    members: ['auditor'],
    samples: 5,
  },
  { id: 'f09a6c3d7be145218d4c92e05a81b7f6', name: 'cn-east-3', enabled: false, members: ['explorer'], samples: 3 },
];

export const maxProjects = 1 + otherProjects.length;

interface AccountOptions {
  /** How many projects there are, from the first on. */
  readonly projects?: number | undefined;
  /** How many sample secrets the first has. */
  readonly secrets?: number | undefined;
  readonly seed?: number | undefined;
  /** The secrets of the first project in place of samples, an array of `SecretSpec`. */
  readonly data?: unknown;
}

/**
 * A new account; its passwords and keys are new with every start, its ids never change.
 *
 * @throws {Error} when `data` is not what `SecretSpec` says
 */
export function createAccount(
  { projects = maxProjects, secrets = 300, seed = 1, data }: AccountOptions,
  { order }: OpenChoices,
  now: number,
): Account {
  const listed = (specs: readonly SecretSpec[], idSeed: number): readonly StoredSecret[] =>
    listedSecrets(specs, { order, now, idOf: (index) => sampleId(idSeed, index) });
  const first = listed(data === undefined ? sampleSecrets(secrets, seed) : parseSecretSpecs(data), seed);
  const others = otherProjects.slice(0, projects - 1).map(({ samples, ...project }, index) => {
    const ownSeed = seed + 1 + index;
    // Without the well-known ones, whose ids belong to the first project.
    const specs = sampleSecrets(wellKnownSecrets.length + samples, ownSeed).slice(wellKnownSecrets.length);
    return { ...project, secrets: listed(specs, ownSeed) };
  });
  return {
    domain: { id: 'd78cbac186b744899480f25bd0224680', name: 'example-corp' },
    users: {
      explorer: createUser('7116d09f88fa41908676fdd4b039e95b', 'explorer'),
      auditor: createUser('b95b78b67fa045b38104c12fb12a1f84', 'auditor'),
    },
    projects: [{ ...firstProject, secrets: first }, ...others],
  };
}

function createUser(id: string, name: IamUserName): IamUser {
  return { id, name, password: randomText(16), ...randomKeyPair() };
}

export function randomKeyPair(): { readonly accessKey: string; readonly secretKey: string } {
  return { accessKey: randomText(20).toUpperCase(), secretKey: randomText(40) };
}

/** Letters and digits that nobody can guess. */
function randomText(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replaceAll(/[^a-zA-Z0-9]/gu, '')
    .slice(0, length);
}

/** The projects that a user belongs to, disabled ones included. */
export function projectsOf({ projects }: Account, { name }: IamUser): readonly IamProject[] {
  return projects.filter(({ members }) => members.includes(name));
}

/** The ids of the projects whose secrets a user can see. */
export function usableProjectIds(account: Account, user: IamUser): readonly string[] {
  return projectsOf(account, user)
    .filter(({ enabled }) => enabled)
    .map(({ id }) => id);
}
