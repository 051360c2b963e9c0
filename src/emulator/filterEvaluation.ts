import type { TagCondition } from '../model/secretFilter';
import type { OpenChoices } from './openChoices';
import type { StoredSecret } from './storedSecret';

/** The conditions of ListResourceInstances. */
export interface FilterConditions {
  readonly tags: readonly TagCondition[];
  /** Each must occur in the name. An empty one matches nothing: "为空返回空值". */
  readonly nameMatches: readonly string[];
}

type Rules = Pick<OpenChoices, 'matchCase' | 'matchPlace' | 'tagCase'>;

/** Conditions hold together (AND); values inside one tag condition are alternatives (OR), none meaning any value. */
export function selectSecrets(
  secrets: readonly StoredSecret[],
  conditions: FilterConditions,
  rules: Rules,
): readonly StoredSecret[] {
  const tests = [
    ...conditions.tags.map((condition) => hasTag(condition, rules)),
    ...conditions.nameMatches.map((text) => nameMatches(text, rules)),
  ];
  return tests.length === 0 ? secrets : secrets.filter((secret) => tests.every((test) => test(secret)));
}

function hasTag({ key, values }: TagCondition, { tagCase }: Rules): (secret: StoredSecret) => boolean {
  const fold = caseFold(tagCase);
  const wantedKey = fold(key);
  const wantedValues = new Set(values.map(fold));
  return ({ tags }) =>
    tags.some((tag) => fold(tag.key) === wantedKey && (wantedValues.size === 0 || wantedValues.has(fold(tag.value))));
}

function nameMatches(text: string, { matchCase, matchPlace }: Rules): (secret: StoredSecret) => boolean {
  if (text === '') return () => false;
  const fold = caseFold(matchCase);
  const wanted = fold(text);
  return ({ detail }) =>
    matchPlace === 'start' ? fold(detail.name).startsWith(wanted) : fold(detail.name).includes(wanted);
}

function caseFold(letterCase: 'kept' | 'ignored'): (text: string) => string {
  return letterCase === 'kept' ? (text) => text : (text) => text.toLowerCase();
}
