import * as z from 'zod';
import type { ProjectTag } from '../model/secretPage';
import { projectUrl } from './projectUrl';
import { ruleOf } from './schemaRule';
import type { Operation, Reading } from './serviceCall';

/** Here a tag has `values`; a tag of a secret has one `value`. */
const projectTag = z.object({
  key: z.string().min(1).max(4096),
  values: z.array(z.string().max(4096).nullable()).nullish(),
});

const projectTags = z.object({ tags: z.array(z.unknown()).nullable() });

/** ListProjectSecretsTags (API reference): the tags in use in the project, without paging. */
export function projectTagsOperation(endpoint: string, projectId: string): Operation<readonly ProjectTag[]> {
  return {
    name: 'ListProjectSecretsTags',
    method: 'GET',
    url: projectUrl(endpoint, projectId, 'csms/tags'),
    read: readProjectTags,
  };
}

/** Tags that cannot be read are left out: they only serve to suggest what to filter by. */
function readProjectTags(json: unknown): Reading<readonly ProjectTag[]> {
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
