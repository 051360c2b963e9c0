import type { CsmsClient } from '../../src/csms/csmsClient';
import type { Connection } from '../../src/model/connection';
import { isEmptyFilter, type SecretFilter } from '../../src/model/secretFilter';
import type { SecretSource } from '../../src/model/secretPage';
import { type FilterMemory, OpenProject, type OpenProjectOptions } from '../../src/vscode/core/openProject';
import { RecordingLogger } from './builders';

/** A connection of which a test sets only what it is about. */
export function connectionWith(facts: Partial<Connection> = {}): Connection {
  return {
    id: 'one',
    kind: 'cloud',
    endpoint: 'https://kms.cn-north-4.myhuaweicloud.com',
    region: 'cn-north-4',
    projectId: '0'.repeat(32),
    method: 'token',
    ...facts,
  };
}

/** A client that asks a source. */
function clientOver(source: SecretSource, facts: Partial<CsmsClient> = {}): CsmsClient {
  return {
    listPage: (...asked) => source.listPage(...asked),
    count: (...asked) => source.count(...asked),
    listProjectTags: () => Promise.resolve([]),
    resetCredential: () => undefined,
    dispose: () => undefined,
    ...facts,
  };
}

/** Keeps filters as long as the test lasts, and finds nothing wrong with any. */
export class FakeFilters implements FilterMemory {
  readonly kept = new Map<string, SecretFilter | undefined>();

  get(connectionId: string): SecretFilter | undefined {
    return this.kept.get(connectionId);
  }

  set(connectionId: string, filter: SecretFilter | undefined): Promise<void> {
    this.kept.set(connectionId, filter && !isEmptyFilter(filter) ? filter : undefined);
    return Promise.resolve();
  }
}

export interface ProjectFacts extends Partial<OpenProjectOptions> {
  readonly connection?: Connection;
  readonly client?: Partial<CsmsClient>;
  readonly expiresAt?: number;
  readonly filter?: SecretFilter;
}

/** A project that is open on a source. */
export function projectOver(source: SecretSource, facts: ProjectFacts = {}): OpenProject {
  const { connection = connectionWith(), client, expiresAt, filter, ...options } = facts;
  const filters = new FakeFilters();
  filters.kept.set(connection.id, filter);
  return new OpenProject({ connection, expiresAt }, clientOver(source, client), {
    clock: Date,
    logger: new RecordingLogger(),
    filters,
    onError: (error) => {
      throw error;
    },
    ...options,
  });
}
