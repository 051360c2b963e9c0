import * as vscode from 'vscode';
import { type AccessKeyCredential, isProjectId } from '../../model/connection';
import { checkAccessKey, checkSecretKey, checkToken } from '../../model/pastedCredential';
import { UserFacingError } from '../core/errors';

/** The names that the official SDKs read (spec/csms-api.md 5). */
export const environmentNames = {
  accessKey: 'HUAWEICLOUD_SDK_AK',
  secretKey: 'HUAWEICLOUD_SDK_SK',
  securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
  projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
} as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The access key that the environment holds; `undefined` when the ID or the secret key is missing, and a sentence when a
 * variable holds a value that it cannot have.
 */
export function environmentKey(environment: Environment): AccessKeyCredential | string | undefined {
  const { accessKey: ak, secretKey: sk, securityToken: st } = environmentNames;
  const value = (name: string): string => environment[name]?.trim() ?? '';
  if (value(ak) === '' || value(sk) === '') return undefined;
  const access = checkAccessKey(value(ak));
  const secret = checkSecretKey(value(sk));
  const session = value(st) === '' ? undefined : checkToken(value(st));
  if ('problem' in access) return unusable(ak);
  if ('problem' in secret) return unusable(sk);
  if (session && 'problem' in session) return unusable(st);
  const { accessKey } = access;
  const { secretKey } = secret;
  return { kind: 'accessKey', accessKey, secretKey, ...(session && { securityToken: session.token }) };
}

function unusable(name: string): string {
  return vscode.l10n.t('The environment variable {0} does not hold a usable value.', name);
}

/** @throws {UserFacingError} when the environment holds no key, or none that can be used */
export function usableEnvironmentKey(environment: Environment): AccessKeyCredential {
  const key = environmentKey(environment);
  if (typeof key === 'object') return key;
  const missing = vscode.l10n.t(
    'This connection uses an access key from the environment, but {0} and {1} are not set for this window.',
    environmentNames.accessKey,
    environmentNames.secretKey,
  );
  throw new UserFacingError(key ?? missing);
}

/**
 * The key that a connection was made with.
 *
 * @throws {UserFacingError} when it is gone, cannot be used, or is another one, to which nobody has agreed
 */
export function agreedEnvironmentKey(environment: Environment, accessKey: string): AccessKeyCredential {
  const key = usableEnvironmentKey(environment);
  if (key.accessKey === accessKey) return key;
  throw new UserFacingError(
    vscode.l10n.t(
      '{0} holds a different access key from the one that this connection was made with, so it is not used. Sign in again.',
      environmentNames.accessKey,
    ),
  );
}

/** The project that the environment names; `undefined` when it names none or when the name is no project ID. */
export function environmentProject(environment: Environment): string | undefined {
  const projectId = environment[environmentNames.projectId]?.trim() ?? '';
  return isProjectId(projectId) ? projectId : undefined;
}
