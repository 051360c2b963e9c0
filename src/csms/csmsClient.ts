import type { Credential } from '../model/connection';
import type { ProjectTag, SecretSource } from '../model/secretPage';
import { listProjectSecretsTags } from './operations/listProjectSecretsTags';
import { countSecrets, listSecrets } from './operations/listResourceInstances';
import { StringInterner } from './operations/secretRow';
import { authoriserWith } from './transport/credentials';
import { Transport, type TransportOptions } from './transport/transport';

export interface CsmsClientOptions extends TransportOptions {
  readonly projectId: string;
  readonly credential: Credential;
}

/**
 * Reads metadata from one project. It has no way to ask for a secret's value, and talks to its endpoint only.
 *
 * An access key that was refused once is not used again by itself: every later call ends with the same error.
 */
export interface CsmsClient extends SecretSource {
  /** @throws {ServiceError} */
  listProjectTags(signal: AbortSignal): Promise<readonly ProjectTag[]>;
  /** Lets an access key that was refused be tried once more: for when a person asks, say after setting the clock. */
  resetCredential(): void;
  /** Cancels what is under way. Later calls are cancelled at once. */
  dispose(): void;
}

/** @throws {RangeError} for an invalid endpoint; its calls throw one for an invalid project ID. Prompts check both first. */
export function createCsmsClient(options: CsmsClientOptions): CsmsClient {
  const { projectId, credential } = options;
  const transport = new Transport(options);
  const authoriser = authoriserWith(credential, { clock: transport.clock, projectId });
  const interner = new StringInterner();
  return {
    listPage: (filter, page, signal) => transport.call(listSecrets, { filter, page, interner }, authoriser, signal),
    count: (filter, signal) => transport.call(countSecrets, filter, authoriser, signal),
    listProjectTags: (signal) => transport.call(listProjectSecretsTags, undefined, authoriser, signal),
    resetCredential: () => authoriser.circuitBreaker?.reset(),
    dispose: () => transport.dispose(),
  };
}
