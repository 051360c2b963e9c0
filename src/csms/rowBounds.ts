import type { ResourceRow } from './resourceRow';

/** Longer than any documented text (a description has 2,048 bytes), so that a row cannot fill the memory. */
const maxTextLength = 4096;

/** The last time that a JavaScript date can hold. */
const maxTimeMs = 8.64e15;

/** A secret has at most 20 tags. */
const maxItems = 1000;

/**
 * Path and rule of the first value of a row that is out of bounds.
 *
 * The bounds stand here and not in the schema because zod's checks would be the slowest part of a large listing.
 */
export function boundsProblem(row: ResourceRow): string | undefined {
  const { resource_detail: detail, tags, sys_tags: systemTags } = row;
  return (
    problemIn(row, '') ??
    (detail &&
      (problemIn(detail, 'resource_detail.') ?? listProblem(detail.event_subscriptions, 'resource_detail.'))) ??
    tagsProblem(tags, 'tags') ??
    tagsProblem(systemTags, 'sys_tags')
  );
}

function problemIn(fields: object, path: string): string | undefined {
  for (const key in fields) {
    const value = (fields as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string' && value.length > maxTextLength) return `${path}${key}: at most ${maxTextLength}`;
    if (typeof value === 'number' && value > maxTimeMs) return `${path}${key}: at most ${maxTimeMs}`;
  }
  return undefined;
}

function listProblem(items: readonly string[] | null | undefined, path: string): string | undefined {
  if (!items?.length) return undefined;
  if (items.length > maxItems) return `${path}event_subscriptions: at most ${maxItems}`;
  return problemIn(items, `${path}event_subscriptions.`);
}

function tagsProblem(tags: ResourceRow['tags'], path: string): string | undefined {
  if (!tags?.length) return undefined;
  if (tags.length > maxItems) return `${path}: at most ${maxItems}`;
  let index = 0;
  for (const { key, value } of tags) {
    if (key === '') return `${path}.${index}.key: at least 1`;
    if (key.length > maxTextLength) return `${path}.${index}.key: at most ${maxTextLength}`;
    if (value && value.length > maxTextLength) return `${path}.${index}.value: at most ${maxTextLength}`;
    index++;
  }
  return undefined;
}
