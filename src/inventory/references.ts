import type { Secret } from '../model/secret';
import { idAt, idsIn, type TextSpan } from './secretIds';
import type { SecretIndex } from './secretIndex';
import { type NameSlot, nameSlotsIn, type ReferenceLanguage } from './secretNames';

/** A place in a text that means a secret of the index. */
export interface SecretReference {
  readonly span: TextSpan;
  readonly by: 'id' | 'name';
  readonly secret: Secret;
}

/**
 * In document order. Where the name of a secret holds the ID of one, the ID counts and the name does not: references
 * never overlap, except that all secrets are given that share a name.
 *
 * @param language `undefined` when names cannot be told from other words: then only IDs are found
 */
export function referencesIn(
  text: string,
  language: ReferenceLanguage | undefined,
  index: SecretIndex,
): readonly SecretReference[] {
  if (index.size === 0) return [];
  const byId = referencesById(text, index);
  const byName = slotsIn(text, language).flatMap((slot) => referencesByName(slot, index));
  if (byName.length === 0) return byId;
  return [...byId, ...byName].sort((one, other) => one.span.start - other.span.start);
}

/** The one of `referencesIn` that holds or touches an offset; of secrets that share a name, the first of the index. */
export function referenceAt(
  text: string,
  offset: number,
  language: ReferenceLanguage | undefined,
  index: SecretIndex,
): SecretReference | undefined {
  if (index.size === 0) return undefined;
  const span = idAt(text, offset);
  const secret = span && index.byId(span.text);
  if (span !== undefined && secret !== undefined) return { span, by: 'id', secret };
  const slot = slotsIn(text, language).find(({ start, end }) => start <= offset && offset <= end);
  return slot && referencesByName(slot, index)[0];
}

function slotsIn(text: string, language: ReferenceLanguage | undefined): readonly NameSlot[] {
  return language === undefined ? [] : nameSlotsIn(text, language);
}

function referencesById(text: string, index: SecretIndex): readonly SecretReference[] {
  const references: SecretReference[] = [];
  for (const span of idsIn(text)) {
    const secret = index.byId(span.text);
    if (secret !== undefined) references.push({ span, by: 'id', secret });
  }
  return references;
}

function referencesByName({ text, start, end }: NameSlot, index: SecretIndex): readonly SecretReference[] {
  const secrets = index.byName(text);
  if (secrets.length === 0 || referencesById(text, index).length > 0) return [];
  return secrets.map((secret) => ({ span: { text, start, end }, by: 'name', secret }));
}
