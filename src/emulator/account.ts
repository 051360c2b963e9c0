import { randomText } from './randomText';
import type { SecretStore } from './secretStore';

export interface Project {
  readonly id: string;
  readonly name: string;
  /** The project of the region that this one was made in; `undefined` for the project of a region itself. */
  readonly parentId: string | undefined;
  readonly enabled: boolean;
  /** Names of the users who may use it. */
  readonly members: readonly UserName[];
  readonly secrets: SecretStore;
}

export type UserName = 'explorer' | 'auditor';

export interface User {
  readonly id: string;
  readonly name: UserName;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The one account of the emulator. */
export interface Account {
  readonly domain: { readonly id: string; readonly name: string };
  readonly users: { readonly explorer: User; readonly auditor: User };
  readonly projects: readonly Project[];
}

/** A new account; its passwords and keys are new with every start, its ids never change. */
export function createAccount(projects: readonly Project[]): Account {
  return {
    domain: { id: 'd78cbac186b744899480f25bd0224680', name: 'example-corp' },
    users: {
      explorer: createUser('7116d09f88fa41908676fdd4b039e95b', 'explorer'),
      auditor: createUser('b95b78b67fa045b38104c12fb12a1f84', 'auditor'),
    },
    projects,
  };
}

function createUser(id: string, name: UserName): User {
  return {
    id,
    name,
    password: randomText(16),
    accessKey: randomText(20).toUpperCase(),
    secretKey: randomText(40),
  };
}

/** The ids of the projects whose secrets a user can see. */
export function usableProjectIds({ projects }: Account, { name }: User): readonly string[] {
  return projects.filter(({ enabled, members }) => enabled && members.includes(name)).map(({ id }) => id);
}
