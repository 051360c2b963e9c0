import * as z from 'zod';
import type { ProjectTag } from '../../model/secretPage';
import { type JsonResponse, type Operation, type ParseResult, ruleOf } from '../transport/operation';

/** The tags in use in the project, without paging (ListProjectSecretsTags, API reference). */
export const listProjectSecretsTags: Operation<undefined, readonly ProjectTag[]> = {
  name: 'ListProjectSecretsTags',
  method: 'GET',
  path: '/v1/{project_id}/csms/tags',
  iamAction: 'csms::listProjectTags',
  isRepeatable: true,
  parse: readProjectTags,
};

/** Here a tag has `values`; a tag of a secret has one `value`. */
const projectTag = z.object({
  key: z.string().min(1).max(4096),
  values: z.array(z.string().max(4096).nullable()).nullish(),
});

const projectTags = z.object({ tags: z.array(z.unknown()).nullable() });

/** Tags that cannot be read are left out: they only serve to suggest what to filter by. */
function readProjectTags({ json }: JsonResponse): ParseResult<readonly ProjectTag[]> {
  const parsed = projectTags.safeParse(json);
  if (!parsed.success) return { unreadable: ruleOf(parsed.error) };
  const valuesByKey = new Map<string, Set<string>>();
  for (const element of parsed.data.tags ?? []) {
    const tag = projectTag.safeParse(element).data;
    if (!tag) continue;
    const values = valuesByKey.get(tag.key) ?? new Set();
    for (const value of tag.values ?? []) values.add(value ?? '');
    valuesByKey.set(tag.key, values);
  }
  const value = Array.from(valuesByKey, ([key, values]) => ({ key, values: [...values] }));
  return { value, rows: value.length };
}
