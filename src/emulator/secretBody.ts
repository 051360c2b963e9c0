import type { OpenChoices } from './openChoices';
import type { SecretDetail, StoredSecret } from './storedSecret';

type Rules = Pick<OpenChoices, 'unsetFields'>;

/** A secret's metadata as it is sent. There is no value to send. */
export function secretBody(detail: SecretDetail, { unsetFields }: Rules): object {
  if (unsetFields === 'null') return detail;
  const fields = Object.entries(detail).filter(([, value]) => unsetFields !== 'omitted' || value !== null);
  return Object.fromEntries(fields.map(([name, value]) => [name, value ?? unsetValue(name)]));
}

/** Only text can be empty; a time stays null. */
function unsetValue(name: string): string | null {
  return name.endsWith('_time') ? null : '';
}

/** A row of ListResourceInstances. */
export function resourceBody({ detail, tags }: StoredSecret, rules: Rules): object {
  return {
    resource_id: detail.id,
    resource_name: detail.name,
    resource_detail: secretBody(detail, rules),
    tags,
    sys_tags: null,
  };
}
