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
  // Shells and files of settings leave line breaks at the end.
  const value = (name: string): string => environment[name]?.trim() ?? '';
  const [accessKey, secretKey] = [value(environmentNames.accessKey), value(environmentNames.secretKey)];
  if (accessKey === '' || secretKey === '') return undefined;
  const securityToken = value(environmentNames.securityToken);
  return { kind: 'accessKey', accessKey, secretKey, ...(securityToken === '' ? {} : { securityToken }) };
}
