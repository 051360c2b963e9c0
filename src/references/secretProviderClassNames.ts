import type { TextSpan } from './secretIds';
import { readYaml } from './yaml';
import { isScalar, readJson, type YamlCollection, type YamlNode, type YamlScalar } from './yamlFlow';

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
  const value = object.entries
    .map((entry) => (entry.key === 'objectName' ? entry.value : undefined))
    .findLast((each) => each && isScalar(each));
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

/** A text that stands in a document, as a stretch of it or written with escapes. */
interface NestedText {
  readonly text: string;
  /** The offset in the document of the character at an offset of the text, or of the text's end. */
  readonly offsetInDocument: (offset: number) => number;
}

/** What a scalar of YAML or JSON says that is in quotes or over lines; nothing for others. */
function nestedText(document: string, { start, end, style }: YamlScalar): NestedText | undefined {
  if (style === 'plain') return undefined;
  if (style === 'block') {
    return { text: document.slice(start, end), offsetInDocument: (offset) => start + offset };
  }
  const pattern = style === '"' ? doubleQuotedParts : singleQuotedParts;
  const content = document.slice(start, end);
  const pieces: string[] = [];
  const offsets = new Uint32Array(content.length + 1);
  let length = 0;
  for (const { 0: written, index } of content.matchAll(pattern)) {
    const piece = meaningOf(written, style);
    for (let at = 0; at < piece.length; at++) offsets[length + at] = start + index + at;
    length += piece.length;
    pieces.push(piece);
  }
  offsets[length] = end;
  return { text: pieces.join(''), offsetInDocument: (offset) => offsets[Math.min(offset, length)] ?? end };
}

/** Stretches without escapes, escapes, and line breaks with the blanks after them. */
const doubleQuotedParts = /[^\\\r\n]+|\\(?:u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|\r?\n[ \t]*|.)?|[\r\n]+[ \t]*/gsu;
const singleQuotedParts = /[^'\r\n]+|'{1,2}|[\r\n]+[ \t]*/gsu;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function meaningOf(written: string, quote: string): string {
  const first = written[0];
  if (first === '\n' || first === '\r') return ' '; // YAML folds a line break into a blank.
  if (quote === "'") return first === "'" ? "'" : written;
  if (first !== '\\') return written;
  const escaped = written[1] ?? '';
  if (written.length > 3 && (escaped === 'u' || escaped === 'x')) {
    return String.fromCharCode(parseInt(written.slice(2), 16));
  }
  if (escaped === '\n' || escaped === '\r') return ''; // An escaped line break is none.
  return escapes[escaped] ?? written.slice(1);
}
