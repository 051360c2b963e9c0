import * as z from 'zod';
import { maxPageSize } from '../model/limits';
import type { Emulation } from './emulation';
import { requireProject } from './guards';
import type { App } from './guards';
import type { OpenChoices } from './openChoices';
import { firstIssue, invalidParameter, Refusal } from './refusal';
import { secretBody } from './storedSecret';
import type { StoredSecret } from './storedSecret';

/** API reference, "Querying Secret Instances" (ListResourceInstances). */
export function addResourceInstanceRoute(app: App, emulation: Emulation): void {
  const { choices } = emulation;
  const schema = listQuerySchema(emulation);
  app.post('/v1/:project/csms/resource_instances/action', requireProject(emulation, 'nested'), (c) => {
    const { action, limit, offset, ...conditions } = parseListQuery(schema, c.get('body'));
    const found = selectSecrets(c.get('project').secrets, conditions, choices);
    if (action === 'count') {
      const given = Object.entries({ limit, offset }).find(([, value]) => value !== undefined)?.[0];
      if (given !== undefined && choices.countPaging === 'refused') {
        throw invalidParameter('nested', given, 'must not be given with count');
      }
      return c.json({ resources: null, total_count: found.length });
    }
    const first = offset ?? 0;
    const page = found.slice(first, first + Math.min(limit ?? 10, Number(choices.pageCap)));
    return c.json({
      resources: page.map((secret) => resourceBody(secret, choices)),
      total_count: choices.totalCount === 'page' ? page.length : found.length,
    });
  });
}

function resourceBody({ detail, tags }: StoredSecret, choices: OpenChoices): object {
  return {
    resource_id: detail.id,
    resource_name: detail.name,
    resource_detail: secretBody(detail, choices),
    tags,
    sys_tags: null,
  };
}

/** The body of ListResourceInstances, by the limits of an edition of its documents. */
function listQuerySchema({ limits, edition, choices }: Emulation) {
  const tagText = (min: number, max: number) =>
    text(min, max).refine((value) => !limits.forbidden.test(value), 'has a character that is not allowed');
  const tag = z.object({
    key: tagText(1, limits.maxKeyLength),
    values: optionalList(
      z.array(tagText(0, limits.maxValueLength)).max(limits.maxValuesPerTag, atMost(limits.maxValuesPerTag)),
    ).refine(isUnique, 'must not repeat'),
  });
  const match = z.object({ key: z.literal('resource_name'), value: text(0, limits.maxNameLength) });
  const action = z.enum(['filter', 'count']);
  const actionIsOptional =
    choices.missingAction === 'filter' || (choices.missingAction === 'by-edition' && edition === '2021');
  return z.object({
    action: actionIsOptional ? action.nullish().transform((given) => given ?? 'filter') : action,
    limit: wholeNumber(1, maxPageSize, `1 to ${maxPageSize}`),
    offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 'not negative'),
    tags: optionalList(
      z
        .array(tag)
        .min(choices.emptyTags === 'refused' ? 1 : 0, 'must not be empty')
        .max(limits.maxTagConditions, atMost(limits.maxTagConditions)),
    ).refine((tags) => isUnique(tags.map(({ key }) => key)), 'keys must not repeat'),
    // Several for the same key are taken: they all must match.
    matches: optionalList(z.array(match).max(limits.maxNameConditions, atMost(limits.maxNameConditions))),
    // Called a UUID, but any text of that length is taken.
    sequence: text(0, 36).nullish(),
  });
}

type ListQuery = z.infer<ReturnType<typeof listQuerySchema>>;

/** @throws {Refusal} */
function parseListQuery(schema: ReturnType<typeof listQuerySchema>, body: Uint8Array): ListQuery {
  const json = parseJsonObject(body);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const { path, reason } = firstIssue(result.error);
  throw invalidParameter('nested', path, reason);
}

function parseJsonObject(body: Uint8Array): object {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    // Refused below, as JSON that is no object is.
  }
  throw new Refusal('nested', 400, 'CSMS.0004', 'The requested body format is wrong.');
}

/** Documented as a numeric string; the Terraform provider sends a number, and the service takes it. */
function wholeNumber(min: number, max: number, range: string) {
  const reason = `must be a whole number, ${range}`;
  const number = z
    .union([z.string().regex(/^\d+$/u), z.number()], reason)
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, reason);
  // The schema of the API Explorer allows an empty text; it is read as if it were not there.
  return z.preprocess(
    (given) => (given === '' ? undefined : given),
    number.nullish().transform((given) => given ?? undefined),
  );
}

/** Lengths are in characters, not in UTF-16 units. */
function text(min: number, max: number) {
  return z.string().refine((value) => {
    const { length } = Array.from(value);
    return length >= min && length <= max;
  }, `must have ${min} to ${max} characters`);
}

/** Absent and `null` are an empty list. */
function optionalList<Item extends z.ZodType>(list: z.ZodArray<Item>) {
  return list.nullish().transform((given) => given ?? []);
}

function atMost(count: number): string {
  return `must have at most ${count} entries`;
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** Conditions hold together (AND); values inside one tag condition are alternatives (OR), none meaning any value. */
function selectSecrets(
  secrets: readonly StoredSecret[],
  { tags, matches }: Pick<ListQuery, 'tags' | 'matches'>,
  choices: OpenChoices,
): readonly StoredSecret[] {
  const tests = [
    ...tags.map((condition) => hasTag(condition, choices)),
    ...matches.map(({ value }) => nameMatches(value, choices)),
  ];
  return tests.length === 0 ? secrets : secrets.filter((secret) => tests.every((test) => test(secret)));
}

function hasTag(
  { key, values }: ListQuery['tags'][number],
  { tagCase }: OpenChoices,
): (secret: StoredSecret) => boolean {
  const fold = caseFold(tagCase);
  const wantedKey = fold(key);
  const wantedValues = new Set(values.map(fold));
  return ({ tags }) =>
    tags.some((tag) => fold(tag.key) === wantedKey && (wantedValues.size === 0 || wantedValues.has(fold(tag.value))));
}

/** The part must occur in the name. An empty one matches nothing: "为空返回空值". */
function nameMatches(part: string, { matchCase, matchPlace }: OpenChoices): (secret: StoredSecret) => boolean {
  if (part === '') return () => false;
  const fold = caseFold(matchCase);
  const wanted = fold(part);
  return ({ detail }) =>
    matchPlace === 'start' ? fold(detail.name).startsWith(wanted) : fold(detail.name).includes(wanted);
}

function caseFold(letterCase: 'kept' | 'ignored'): (given: string) => string {
  return letterCase === 'kept' ? (given) => given : (given) => given.toLowerCase();
}
