import type { AccessKeyCredential } from '../../model/connection';

/** The names that the official SDKs read (spec/csms-api.md 5). */
export const environmentNames = {
  accessKey: 'HUAWEICLOUD_SDK_AK',
  secretKey: 'HUAWEICLOUD_SDK_SK',
  securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
  projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
} as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The access key that the environment holds; `undefined` when it is not complete. */
export function environmentKey(environment: Environment): AccessKeyCredential | undefined {
  const [accessKey, secretKey] = [environment[environmentNames.accessKey], environment[environmentNames.secretKey]];
  if (accessKey === undefined || accessKey === '' || secretKey === undefined || secretKey === '') return undefined;
  const securityToken = environment[environmentNames.securityToken];
  return { kind: 'accessKey', accessKey, secretKey, ...(securityToken ? { securityToken } : {}) };
}
