import fc from 'fast-check';
import assert from 'node:assert/strict';
import { completeFilter } from '../../src/query/completion';
import { idsIn } from '../../src/references/secretIds';
import { namesIn } from '../../src/references/secretNames';
import { parseQuery } from '../../src/query/searchText';
import { checkAccessKey, checkToken } from '../../src/model/pastedCredential';
import { displayText } from '../../src/model/displayText';
import { parseFilter } from '../../src/query/filterText';
import { filterLimits } from '../../src/model/limits';
import { anyCharacter } from '../support/anyCharacter';
import { cases } from '../support/cases';

const manifest = 'kind: SecretProviderClass\nspec:\n  provider: cce\n  parameters:\n    objects: ';

/** What reads text that anyone may have written, with a beginning that gets it going. */
const readers: Readonly<Record<string, readonly [begin: string, read: (text: string) => unknown]>> = {
  terraform: ['resource "huaweicloud_csms_secret" "a" {\n', (text) => namesIn(text, 'hcl')],
  yaml: [`${manifest}|\n`, (text) => namesIn(text, 'yaml')],
  quotedYaml: [`${manifest}"`, (text) => namesIn(text, 'yaml')],
  json: ['{"kind":"SecretProviderClass","spec":{"parameters":{"objects":"', (text) => namesIn(text, 'json')],
  ids: ['6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16 ', (text) => [...idsIn(text)]],
  filter: ['env=prod ', (text) => parseFilter(text, filterLimits.current)],
  completion: ['env=prod ', (text) => completeFilter(text, [{ key: 'env', count: 1, values: [] }], 10)],
  search: ['env:prod ', (text) => parseQuery(text, [{ key: 'env' }])],
  token: ['X-Auth-Token: ', (text) => checkToken(text)],
  accessKey: ['Access Key Id,', (text) => checkAccessKey(text)],
  display: ['', (text) => displayText(text)],
};

const unit = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '\\',
    '${',
    '{',
    '[',
    '}',
    ']',
    '/*',
    '#',
    '\n',
    '\r',
    ' ',
    '\t',
    '- ',
    ': ',
    ':',
    '=',
    ',',
  ),
  fc.constantFrom(
    '<<E\n',
    '|\n',
    '>\n',
    '{{',
    '-',
    '0',
    'a',
    '%',
    '\x1b[',
    '\u200b',
    '~',
    '*',
    'name = "',
    '\\"',
    "''",
  ),
  fc.constantFrom(
    '- objectName: db\n',
    '{"objectName":',
    '  objects: |\n',
    'resource "huaweicloud_csms_secret" "a" {\n',
  ),
  fc.string({ unit: anyCharacter, minLength: 1, maxLength: 3 }),
);

type Adversarial = readonly [before: string, repeated: string, after: string];

/** A piece that is repeated, between others: what makes readers that look again and again take for ever. */
const adversarial: fc.Arbitrary<Adversarial> = fc.tuple(
  fc.array(unit, { maxLength: 3 }).map((units) => units.join('')),
  fc.array(unit, { minLength: 1, maxLength: 4 }).map((units) => units.join('')),
  fc.array(unit, { maxLength: 3 }).map((units) => units.join('')),
);

/** What was once found to take too long, and what is made to, for any reader. */
const found: readonly Adversarial[] = [
  ['', "''", '- objectName: db\n'],
  ['', '\r', '- objectName: db\n'],
  ['', '"${\n', ''],
  ['"', '${"', ''],
  ['', '["', '\n'],
  ['', '<<E\n', ''],
];

const [open, item] = ['    objects: |\n', '      - objectName: a\n'];

/** The same for readers of documents, which each have brackets and quotes of their own to leave open. */
const foundFor: Readonly<Record<string, readonly string[]>> = {
  terraform: [
    ...['a', ' ', '{', '"', '${', '"${', 'name = "${f("\n', 'name = "${\n{\n', 'a = <<EOT\n', '/* '],
    ...['{resource "huaweicloud_csms_secret" ', 'resource "huaweicloud_csms_secret" "a" {\nname = "\n'],
  ],
  yaml: [
    ...['a', '{', '{"a":', '"', 'objectName: ', '      - objectName: "\n', '- ', ' #', '      - [\n', 'spec: {\n'],
    ...[`    objects: "'\n`, 'a: [\n', open, open + item, `---\n${manifest}|\n${item}`],
  ],
  quotedYaml: ['a', '\\n', '\\"', '[', '- objectName: a\\n', '\n '],
  json: [
    '\\"',
    '[{\\"objectName\\": ',
    '- objectName: a\\n',
    '{',
    '{"spec":[',
    '}',
    '"',
    '/*',
    ':a',
    '"}}}{"spec":{"a":"',
  ],
  ids: ['-', 'abcdef01-', '0f3c9a52-7d3e-4b8a-9c41-', '\x1b[0m', '%2F', '11111111;m'],
};

/** Of the processor, so that a busy machine makes no difference, in ms. */
function timeOf(read: () => unknown): number {
  const before = process.cpuUsage();
  read();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('Reading text that anyone may have written', () => {
  for (const [name, [begin, read]] of Object.entries(readers)) {
    const own = (foundFor[name] ?? []).flatMap((repeated): Adversarial[] => [
      ['', repeated, ''],
      ['"', repeated, ''],
    ]);
    const examples = [...found, ...own];

    it(`takes time in proportion to it, whatever is repeated: ${name}`, () => {
      fc.assert(
        fc.property(adversarial, ([before, repeated, after]) => {
          const textOf = (length: number): string =>
            begin + before + repeated.repeat(Math.ceil(length / repeated.length)) + after;
          // A hundred times what the slowest takes; a square takes it, too.
          assert.ok(timeOf(() => read(textOf(80_000))) < 1000, 'more than a second for 80,000 characters');
        }),
        { numRuns: examples.length + cases(10), examples: examples.map((example) => [example]) },
      );
    });
  }
});
