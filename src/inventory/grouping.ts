import { secretStates, type Secret } from '../model/secret';
import { sortedNaturally } from './secretIndex';

/** How the rows are arranged. `tagKeys` nests the values of its keys in the given order. */
export type Grouping =
  | { readonly by: 'everyTag' }
  | { readonly by: 'tagKeys'; readonly keys: readonly string[] }
  | { readonly by: 'state' }
  | { readonly by: 'type' }
  | { readonly by: 'none' };

/** What the secrets of a group have in common. The label for it is made where the language is known. */
export type GroupName =
  | { readonly kind: 'tagKey'; readonly key: string }
  | { readonly kind: 'tagValue'; readonly key: string; readonly value: string }
  | { readonly kind: 'withoutKey'; readonly key: string }
  | { readonly kind: 'untagged' }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'type'; readonly type: string | undefined };

/** One way to tell secrets apart. */
export interface Level {
  /** The texts by which a secret is grouped; none puts it into the rest. */
  readonly textsOf: (secret: Secret) => readonly string[];
  readonly nameOf: (text: string) => GroupName;
  /** The name of the rest, where there can be one. */
  readonly rest?: GroupName;
  /** Texts that come first, in this order; the others follow in natural order. */
  readonly first?: readonly string[];
  /** How each part is divided further where the part's text decides. */
  readonly below?: (text: string) => Level;
}

export interface Part {
  readonly name: GroupName;
  /** Never empty, each secret once. */
  readonly secrets: readonly Secret[];
  /** How the part is divided further; none means that it holds the secrets themselves. */
  readonly below: readonly Level[];
}

export function levelsOf(grouping: Grouping): readonly Level[] {
  switch (grouping.by) {
    case 'everyTag':
      return [everyTag];
    case 'tagKeys':
      return grouping.keys.map(valuesOf);
    case 'state':
      return [byState];
    case 'type':
      return [byType];
    case 'none':
      return [];
  }
}

const everyTag: Level = {
  textsOf: ({ tags }) => tags.map(({ key }) => key),
  nameOf: (key) => ({ kind: 'tagKey', key }),
  rest: { kind: 'untagged' },
  below: valuesOf,
};

function valuesOf(key: string): Level {
  return {
    textsOf: ({ tags }) => tags.filter((tag) => tag.key === key).map(({ value }) => value),
    nameOf: (value) => ({ kind: 'tagValue', key, value }),
    rest: { kind: 'withoutKey', key },
  };
}

/** The documented states first, then those that this version does not know. */
const byState: Level = {
  textsOf: ({ state }) => [state],
  nameOf: (state) => ({ kind: 'state', state }),
  first: secretStates,
};

const byType: Level = {
  textsOf: ({ type }) => (type === undefined ? [] : [type]),
  nameOf: (type) => ({ kind: 'type', type }),
  rest: { kind: 'type', type: undefined },
};

/** Divides secrets by one level into parts as they are shown, one below the other. Every secret is in at least one. */
export function partition(
  secrets: readonly Secret[],
  { textsOf, nameOf, rest, first = [], below: levelBelow }: Level,
  below: readonly Level[],
): readonly Part[] {
  const byText = new Map<string, Secret[]>();
  const others: Secret[] = [];
  for (const secret of secrets) {
    const texts = textsOf(secret);
    if (texts.length === 0) others.push(secret);
    for (const text of texts) {
      const part = byText.get(text);
      if (part === undefined) byText.set(text, [secret]);
      // A secret that carries a text twice comes twice in a row.
      else if (part.at(-1) !== secret) part.push(secret);
    }
  }
  const listed = first.filter((text) => byText.has(text));
  const unlisted = [...byText.keys()].filter((text) => !first.includes(text));
  const parts = [...listed, ...sortedNaturally(unlisted, (text) => text)].map((text) => ({
    name: nameOf(text),
    secrets: byText.get(text) ?? [],
    below: levelBelow ? [levelBelow(text)] : below,
  }));
  const restBelow = levelBelow ? [] : below;
  return rest && others.length > 0 ? [...parts, { name: rest, secrets: others, below: restBelow }] : parts;
}
