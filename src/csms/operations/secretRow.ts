import * as z from 'zod';
import type { Secret, Tag } from '../../model/secret';
import {
  type FieldDefinition,
  fieldDefinitions,
  type FieldKind,
  type SecretField,
  type secretFields,
} from '../../model/secretFields';
import { ruleOf } from '../transport/operation';

// What a secret does not have comes as null, as an empty text, or not at all.
const text = z.string().nullish();
const time = z.number().nullish();
const flag = z.boolean().nullish();
const list = z.array(z.string()).nullish();
const tag = z.object({ key: z.string(), value: text });
const tags = z.array(tag).nullish();

type ReceivedValue = z.infer<typeof text | typeof time | typeof flag | typeof list | typeof tags>;

const schemasByKind: Readonly<Record<FieldKind, z.ZodType<ReceivedValue>>> = {
  ...{ text, code: text, state: text, type: text, period: text },
  ...{ time, flag, list, tags },
};

type Place = FieldDefinition['place'];
type WireName<In extends Place> = Extract<(typeof secretFields)[SecretField], { readonly place: In }>['wireName'];

function shapeOf<In extends Place>(wanted: In): Record<WireName<In>, z.ZodType<ReceivedValue>> {
  const fields = fieldDefinitions.filter(([, { place }]) => place === wanted);
  const shape = Object.fromEntries(fields.map(([, { wireName, kind }]) => [wireName, schemasByKind[kind]]));
  return shape as Record<WireName<In>, z.ZodType<ReceivedValue>>;
}

/**
 * One element of `resources` of ListResourceInstances (API reference), less strict than documented where the service
 * is. Only these fields get past it: if a server sent a secret's value, it would end here.
 */
const resourceRow = z.object({
  resource_id: text,
  resource_name: text,
  resource_detail: z.object(shapeOf('detail')).nullish(),
  ...shapeOf('row'),
});

type ResourceRow = z.infer<typeof resourceRow>;

/** The secret of a row, or the path and rule that failed. Never the received value. */
export function readRow(row: unknown, interner: StringInterner): Secret | { readonly unreadable: string } {
  const asSent = resourceRow.safeParse(row);
  if (asSent.success) return secretOf(asSent.data, interner);
  const repaired = resourceRow.safeParse(repairedRow(row));
  return repaired.success ? secretOf(repaired.data, interner) : { unreadable: ruleOf(repaired.error) };
}

const identified = z.object({ resource_id: z.string().min(1).max(128) });

/** The id of a row that may be unreadable otherwise. */
export function idOfRow(row: unknown): string | undefined {
  return identified.safeParse(row).data?.resource_id;
}

/** To be copied, so that all secrets have their fields in one order, which `sameSecret` needs. */
const unset = Object.fromEntries(fieldDefinitions.map(([field]) => [field, undefined])) as Record<SecretField, unknown>;

function secretOf(row: ResourceRow, interner: StringInterner): Secret | { readonly unreadable: string } {
  const detail: Partial<NonNullable<ResourceRow['resource_detail']>> = row.resource_detail ?? {};
  const secret = { ...unset };
  for (const [field, definition] of fieldDefinitions) {
    const { wireName, place } = definition;
    const received = place === 'row' ? row[wireName as WireName<'row'>] : detail[wireName as WireName<'detail'>];
    const problem = boundsProblem(received);
    if (problem !== undefined)
      return { unreadable: `${place === 'row' ? '' : 'resource_detail.'}${wireName}${problem}` };
    secret[field] = valueOf(received, definition, interner);
  }
  for (const field of ['id', 'name'] as const) {
    const received = row[`resource_${field}`];
    const problem = boundsProblem(received);
    if (problem !== undefined) return { unreadable: `resource_${field}${problem}` };
    // The detail repeats both.
    if (received) secret[field] = received;
    if (secret[field] === undefined) return { unreadable: `resource_${field}: missing` };
  }
  // The schema has checked that each value is of its field's kind.
  return secret as unknown as Secret;
}

const nothing: readonly never[] = [];

function valueOf(received: ReceivedValue, { kind, isShared }: FieldDefinition, interner: StringInterner): unknown {
  if (typeof received === 'string' && received !== '') return isShared ? interner.text(received) : received;
  if (typeof received === 'number') return timeMs(received);
  if (typeof received === 'boolean') return received;
  if (typeof received === 'object' && received !== null && received.length > 0) {
    const items = received.map((item) => (typeof item === 'string' ? item : interner.tag(item.key, item.value ?? '')));
    // The service writes `[""]` for no event subscriptions. What `filter` makes has room to grow, which takes memory.
    return items.includes('') ? items.filter((item) => item !== '') : items;
  }
  if (kind === 'state') return '';
  return kind === 'list' || kind === 'tags' ? nothing : undefined;
}

/** Times before 1973 in ms are not of this service; such numbers are seconds, as its documents say. */
const firstTimeMs = 1e11;

/** Milliseconds. Zero and negative numbers stand for "never". */
function timeMs(value: number): number | undefined {
  if (value <= 0) return undefined;
  return value < firstTimeMs ? value * 1000 : value;
}

/** Longer than any documented text (a description has 2,048 bytes), so that a row cannot fill the memory. */
const maxTextLength = 4096;

/** The last time that a JavaScript date can hold. */
const maxTimeMs = 8.64e15;

/** A secret has at most 20 tags. */
const maxItems = 1000;

/**
 * The rest of the path and the rule, for the first thing in a value that is out of bounds.
 *
 * The bounds stand here and not in the schema because zod's checks would be the slowest part of a large listing.
 */
function boundsProblem(received: ReceivedValue): string | undefined {
  if (typeof received === 'string') return lengthProblem(received);
  if (typeof received === 'number') return received > maxTimeMs ? `: at most ${maxTimeMs}` : undefined;
  if (typeof received !== 'object' || received === null) return undefined;
  if (received.length > maxItems) return `: at most ${maxItems}`;
  for (const [index, item] of received.entries()) {
    const problem = typeof item === 'string' ? lengthProblem(item) : tagProblem(item);
    if (problem !== undefined) return `.${index}${problem}`;
  }
  return undefined;
}

function lengthProblem(received: string): string | undefined {
  return received.length > maxTextLength ? `: at most ${maxTextLength}` : undefined;
}

function tagProblem({ key, value }: z.infer<typeof tag>): string | undefined {
  if (key === '') return '.key: at least 1';
  if (key.length > maxTextLength) return `.key: at most ${maxTextLength}`;
  return value && value.length > maxTextLength ? `.value: at most ${maxTextLength}` : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Rewrites a row that the schema refused into the form it knows: numbers and booleans that came as text, and a detail
 * that came as a one-element array, which is how the sister API of KMS publishes it. What it does not know stays.
 */
function repairedRow(row: unknown): unknown {
  if (!isObject(row)) return row;
  const { resource_detail: detail } = row;
  const single: unknown = Array.isArray(detail) && detail.length === 1 ? detail[0] : detail;
  if (!isObject(single)) return { ...row, resource_detail: single };
  const entries = Object.entries(single).map(([key, value]): [string, unknown] => [key, repairedField(key, value)]);
  return { ...row, resource_detail: Object.fromEntries(entries) };
}

const kindsByWireName = new Map(fieldDefinitions.map(([, { wireName, kind }]) => [wireName, kind]));

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function repairedField(wireName: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  switch (kindsByWireName.get(wireName)) {
    case 'time':
      if (value.trim() === '') return null;
      return /^\s*\d{1,16}\s*$/u.test(value) ? Number(value) : value;
    case 'flag':
      return value === '' ? null : (booleans.get(value.toLowerCase()) ?? value);
    default:
      return value;
  }
}

/**
 * Joins the pieces of rows that came as several elements. The official example of ListResourceInstances spreads one
 * resource over elements with one field each: `{resource_id}`, `{resource_detail}`, `{tags}`, and so on. A piece that
 * repeats a field begins the next row.
 */
export function joinedFragments(rows: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = [];
  let open: Fields | undefined;
  for (const row of rows) {
    if (open && isFragment(row) && !Object.keys(row).some((key) => open && Object.hasOwn(open, key))) {
      open = { ...open, ...row };
      joined[joined.length - 1] = open;
    } else {
      open = isFragment(row) ? row : undefined;
      joined.push(row);
    }
  }
  return joined;
}

/** A row of its own has at least an id and either a name or a detail. */
function isFragment(row: unknown): row is Fields {
  if (!isObject(row)) return false;
  const keys = Object.keys(row);
  const isWhole = 'resource_id' in row && ('resource_name' in row || 'resource_detail' in row);
  return !isWhole && keys.length > 0 && keys.every((key) => Object.hasOwn(resourceRow.shape, key));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Enough for the tags that many secrets share; values that are different in every secret are not worth keeping. */
const maxInterned = 10_000;

/**
 * Gives equal texts and tags as one object each, so that 100,000 secrets with the same few tags need little memory. It
 * holds a bounded number of them; beyond that it gives what it gets.
 */
export class StringInterner {
  readonly #texts = new Map<string, string>();
  readonly #tagsByKey = new Map<string, Map<string, Tag>>();
  #tagCount = 0;

  text(received: string): string {
    const kept = this.#texts.get(received);
    if (kept !== undefined) return kept;
    if (this.#texts.size < maxInterned) this.#texts.set(received, received);
    return received;
  }

  tag(key: string, value: string): Tag {
    const tagsOfKey = this.#tagsByKey.get(key) ?? new Map<string, Tag>();
    const kept = tagsOfKey.get(value);
    if (kept) return kept;
    const made: Tag = { key: this.text(key), value };
    if (this.#tagCount < maxInterned) {
      this.#tagsByKey.set(made.key, tagsOfKey.set(value, made));
      this.#tagCount++;
    }
    return made;
  }
}
