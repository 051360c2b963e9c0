import { literalArguments } from './hcl';
import type { TextSpan } from './secretIds';

/**
 * The argument that holds a secret's name, by kind and type of the block: docs/resources and docs/data-sources of
 * huaweicloud/terraform-provider-huaweicloud. The provider has no ephemeral resources.
 *
 * Not in it: `name` of huaweicloud_csms_event and of huaweicloud_csms_secret_version_state, which name an event and a
 * state, and `matches` of huaweicloud_csms_secrets_by_tags, which takes parts of names.
 */
const nameArguments: ReadonlyMap<string, string> = new Map([
  ['resource huaweicloud_csms_secret', 'name'],
  ['resource huaweicloud_csms_secret_rotate', 'secret_name'],
  ['resource huaweicloud_csms_secret_version_state', 'secret_name'],
  ['resource huaweicloud_csms_scheduled_delete_secret_task', 'secret_name'],
  ['resource huaweicloud_csms_download_secret_backup', 'secret_name'],
  ['data huaweicloud_csms_secrets', 'name'],
  ['data huaweicloud_csms_secret_version', 'secret_name'],
  ['data huaweicloud_csms_secret_versions', 'secret_name'],
  ['data huaweicloud_csms_tasks', 'secret_name'],
]);

/** Names of secrets in Terraform and OpenTofu documents: literal strings only. */
export function terraformNames(text: string): readonly TextSpan[] {
  if (!text.includes('huaweicloud_csms_')) return [];
  return literalArguments(text)
    .filter(({ block, name }) => nameArguments.get(block) === name)
    .map(({ value }) => value);
}
