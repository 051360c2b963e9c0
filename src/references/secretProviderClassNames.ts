import type { TextSpan } from './secretIds';
import { isScalar, readJson, readYaml, type YamlCollection, type YamlNode } from './yaml';
import { type NestedText, nestedText } from './yamlScalar';

const kind = 'SecretProviderClass';

/**
 * Names of secrets in Kubernetes manifests: of each SecretProviderClass, wherever it stands, the `objectName` of its
 * `objects`. That is a text which is itself a list, of YAML or JSON, of `{ objectName, objectVersion, objectType }`
 * (support.huaweicloud.com, CCE user guide, «CCE Secrets Manager for DEW»).
 *
 * Of the objects those of type `csms` count. While the type is not written yet, `provider: cce` tells as much: that
 * add-on (CCE Secrets Manager for DEW) takes no other type.
 *
 * @returns the names in the order of the text
 */
export function secretProviderClassNames(text: string, syntax: 'yaml' | 'json'): readonly TextSpan[] {
  if (!text.includes(kind)) return [];
  return collectionsIn(syntax === 'json' ? readJson(text) : readYaml(text))
    .filter((manifest) => literalAt(text, manifest, 'kind') === kind)
    .flatMap((manifest) => namesIn(text, manifest))
    .sort((one, other) => one.start - other.start);
}

function namesIn(text: string, manifest: YamlCollection): readonly TextSpan[] {
  const defaultType = literalAt(text, manifest, 'spec', 'provider') === 'cce' ? 'csms' : undefined;
  return valuesAt(manifest, 'spec', 'parameters', 'objects').flatMap((objects) => {
    const list = isScalar(objects) ? nestedText(text, objects) : undefined;
    if (!list) return [];
    return listedObjects(list.text)
      .filter((object) => (literalAt(list.text, object, 'objectType') ?? defaultType) === 'csms')
      .flatMap((object) => nameOf(text, list, object) ?? []);
  });
}

/** The items of each list in a text; an object that stands in no list counts as well. */
function listedObjects(text: string): readonly YamlCollection[] {
  const lists = collections(readYaml(text));
  const items = lists.flatMap(({ entries }) => entries.filter(({ key }) => key === undefined));
  return [...lists, ...collections(items.map(({ value }) => value))];
}

/** Nothing for a name that is written with escapes or by a template. */
function nameOf(
  document: string,
  { text, offsetInDocument }: NestedText,
  object: YamlCollection,
): TextSpan | undefined {
  const value = object.entries.findLast(({ key }) => key === 'objectName')?.value;
  if (!value || !isScalar(value) || value.style === 'block') return undefined;
  const name = text.slice(value.start, value.end);
  const start = offsetInDocument(value.start);
  const end = start + name.length;
  const isWrittenAsIs = document.slice(start, end) === name && !/[\\{}\n]|''/u.test(name);
  return isWrittenAsIs ? { text: name, start, end } : undefined;
}

/** Every collection in the documents. */
function collectionsIn(documents: readonly YamlNode[]): readonly YamlCollection[] {
  const found = collections(documents);
  for (const { entries } of found) found.push(...collections(entries.map(({ value }) => value)));
  return found;
}

function collections(nodes: readonly (YamlNode | undefined)[]): YamlCollection[] {
  return nodes.filter((node): node is YamlCollection => node !== undefined && !isScalar(node));
}

/** All values at a path of keys: while somebody is typing, a key may come twice. */
function valuesAt(node: YamlNode, ...path: readonly string[]): readonly YamlNode[] {
  const [first, ...rest] = path;
  if (first === undefined) return [node];
  const entries = isScalar(node) ? [] : node.entries.filter(({ key }) => key === first);
  return entries.flatMap(({ value }) => (value ? valuesAt(value, ...rest) : []));
}

/** The scalar at a path as written, unless a template makes it. */
function literalAt(text: string, node: YamlNode, ...path: readonly string[]): string | undefined {
  const written = valuesAt(node, ...path)
    .filter((value) => isScalar(value))
    .map(({ start, end }) => text.slice(start, end));
  return written.findLast((literal) => !literal.includes('{{'));
}
