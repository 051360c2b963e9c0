import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { idsIn } from '../../../src/inventory/secretIds';
import { nameSlotsIn, referenceLanguage, type ReferenceLanguage } from '../../../src/inventory/secretNames';
import { cases } from '../../support/cases';
import { assertSpansIn, fixture, fixtureNames } from './markedText';

const languages: readonly ReferenceLanguage[] = ['terraform', 'yaml', 'json'];

describe('the language of a document', () => {
  for (const [id, file, expected] of [
    ['terraform', 'a.txt', 'terraform'],
    ['terraform-vars', 'a.tfvars', 'terraform'],
    ['opentofu', 'Untitled-1', 'terraform'],
    ['hcl', 'a.hcl', 'terraform'],
    ['plaintext', '/projects/a.b/main.tf', 'terraform'],
    ['plaintext', 'C:\\projects\\MAIN.TOFU', 'terraform'],
    ['yaml', 'Untitled-1', 'yaml'],
    ['helm', 'templates/spc.yaml', 'yaml'],
    ['dockercompose', 'compose.yml', 'yaml'],
    ['json', 'a', 'json'],
    ['jsonc', 'a', 'json'],
    ['plaintext', 'a.JSON', 'json'],
    ['plaintext', 'main.tf.json', 'json'],
    ['plaintext', 'a.txt', undefined],
    ['plaintext', 'tf', undefined],
    ['plaintext', 'folder.tf/readme', undefined],
    ['python', 'a.py', undefined],
    ['plaintext', '', undefined],
  ] as const) {
    it(`is ${expected} for ${id} and ${JSON.stringify(file)}`, () => {
      assert.equal(referenceLanguage(id, file), expected);
    });
  }
});

describe('slots of names', () => {
  /** Parts of the fixtures and what they are made of, in any order: close to real, and broken in every way. */
  const splices = fc.tuple(fc.constantFrom(...fixtureNames), fc.nat(), fc.nat(400)).map(([name, from, length]) =>
    fixture(name)
      .slice(from % fixture(name).length)
      .slice(0, length),
  );
  const scraps = fc.constantFrom(
    ...[
      '\n',
      '\r\n',
      '"',
      "'",
      '\\',
      '${',
      '%{',
      '}',
      '{',
      '[',
      ']',
      '/*',
      '*/',
      '#',
      '<<EOT\n',
      '- ',
      ': ',
      '|\n',
      '\t',
    ],
    'resource "huaweicloud_csms_secret" "a" {\n  name = "',
    'kind: SecretProviderClass\nspec:\n  provider: cce\n  parameters:\n    objects: ',
    '{"kind":"SecretProviderClass","spec":{"provider":"cce","parameters":{"objects":"[{\\"objectName\\":\\"',
    '\n---\n',
    '      - objectName: ',
    '        objectType: "csms"\n',
    '      - {objectName: "db", objectType: csms}\n',
  );
  const pieces = fc.oneof(splices, scraps, fc.string({ unit: 'binary', maxLength: 6 }));
  const wellFormed = {
    terraform: ['resource "huaweicloud_csms_secret" "a" {\n', '  name = "db"\n'],
    yaml: [
      'kind: SecretProviderClass\nspec:\n  provider: cce\n  parameters:\n    objects: |\n',
      '      - objectName: db\n        objectType: "csms"\n',
    ],
    json: [
      '{"kind":"SecretProviderClass","spec":{"provider":"cce","parameters":{"objects":"[',
      '{\\"objectName\\": \\"db\\", \\"objectType\\": \\"csms\\"},',
    ],
  } as const;
  const texts = fc.constantFrom(...languages).chain((language) => {
    const [head, entry] = wellFormed[language];
    const parts = fc.array(fc.oneof(fc.constant(entry), pieces), { maxLength: 12, size: 'max' });
    return fc.tuple(fc.constantFrom('', head), parts).map(([begin, rest]) => ({
      language,
      text: begin + rest.join(''),
    }));
  });

  it('are stretches of the text in document order, whatever the text', () => {
    let seen = 0;
    fc.assert(
      fc.property(texts, ({ language, text }) => {
        const slots = nameSlotsIn(text, language);
        assertSpansIn(text, slots);
        for (const [at, { text: name, start }] of slots.entries()) {
          assert.ok(!name.includes('\n') && !name.includes('\\'), name);
          assert.ok(at === 0 || start > slots[at - 1]!.start, 'slots in order');
        }
        seen += slots.length;
      }),
      { numRuns: cases(1500) },
    );
    assert.ok(seen > 500, `the texts held only ${seen} slots`);
  });

  it('are found while every fixture is typed', () => {
    for (const name of fixtureNames) {
      const language = referenceLanguage('plaintext', name);
      if (language === undefined) continue;
      const text = fixture(name);
      for (let length = 0; length <= text.length; length++) {
        const typed = text.slice(0, length);
        assertSpansIn(typed, nameSlotsIn(typed, language));
      }
    }
  });
});

describe('the time to read a text', () => {
  const block = 'resource "huaweicloud_csms_secret" "a" {\n';
  const manifest = 'kind: SecretProviderClass\nspec:\n  provider: cce\n  parameters:\n';
  const list = `${manifest}    objects: |\n`;
  const json = '{"kind":"SecretProviderClass","spec":{"parameters":{"objects":"';

  /** Texts that have made parsers slow: a begin, and what is repeated after it. */
  const hostile: readonly (readonly [name: string, language: ReferenceLanguage, head: string, unit: string])[] = [
    ['letters on one line', 'terraform', block, 'a'],
    ['blanks on one line', 'terraform', block, ' '],
    ['opening braces', 'terraform', block, '{'],
    ['quotes', 'terraform', block, '"'],
    ['open interpolations', 'terraform', block, '${'],
    ['strings in open interpolations', 'terraform', block, '"${'],
    ['such strings on lines', 'terraform', block, '"${\n'],
    ['such strings on lines, each begun anew', 'terraform', block, 'name = "${f("\n'],
    ['strings that end late', 'terraform', block, 'name = "${\n{\n'],
    ['headers without an end', 'terraform', block, '{resource "huaweicloud_csms_secret" '],
    ['headers on lines', 'terraform', '', 'resource "huaweicloud_csms_secret" "a" {\nname = "\n'],
    ['open heredocs', 'terraform', block, 'a = <<EOT\n'],
    ['open comments', 'terraform', block, '/* '],
    ['letters on one line', 'yaml', list, 'a'],
    ['letters in quotes', 'yaml', `${manifest}    objects: "`, 'a'],
    ['escapes in quotes', 'yaml', `${manifest}    objects: "`, '\\n'],
    ['opening braces', 'yaml', list, '{'],
    ['opening braces in a document', 'yaml', '{"kind": "SecretProviderClass", "a": ', '{"a":'],
    ['quotes', 'yaml', list, '"'],
    ['names on one line', 'yaml', list, 'objectName: '],
    ['names on lines', 'yaml', list, '      - objectName: "\n'],
    ['dashes', 'yaml', list, '- '],
    ['dashes in a document', 'yaml', manifest, '- '],
    ['comments on one line', 'yaml', list, ' #'],
    ['lists that open on lines', 'yaml', list, '      - [\n'],
    ['open quotes on lines', 'yaml', manifest, `    objects: "'\n`],
    ['open braces on lines', 'yaml', manifest, 'spec: {\n'],
    ['block scalars', 'yaml', manifest, '    objects: |\n'],
    ['lists', 'yaml', manifest, '    objects: |\n      - objectName: a\n'],
    ['documents', 'yaml', '', `${list}      - objectName: a\n---\n`],
    ['opening braces', 'json', '{"kind":"SecretProviderClass"', '{'],
    ['opening brackets with keys', 'json', '{"kind":"SecretProviderClass"', '{"spec":['],
    ['closing braces', 'json', '{"kind":"SecretProviderClass"', '}'],
    ['quotes', 'json', '{"kind":"SecretProviderClass"', '"'],
    ['escapes in a string', 'json', json, '\\"'],
    ['lists in a string', 'json', json, '[{\\"objectName\\": '],
    ['lines in a string', 'json', json, '- objectName: a\\n'],
    ['manifests', 'json', '', `${json}[{}]"}}}`],
    ['open comments', 'json', '{"kind":"SecretProviderClass"', '/*'],
    ['colons', 'json', '{"kind":"SecretProviderClass"', ':a'],
  ];

  /** In ms. */
  function timeToRead(text: string, language: ReferenceLanguage): number {
    const began = performance.now();
    nameSlotsIn(text, language);
    return performance.now() - began;
  }

  for (const [name, language, head, unit] of hostile) {
    it(`grows with the length of ${language} with many ${name}`, () => {
      const ofLength = (length: number) => head + unit.repeat(length / unit.length);
      const [small, large] = [ofLength(25_000), ofLength(100_000)];
      let [ofSmall, ofLarge] = [0, Infinity];
      // In proportion it is 4 times as much, in proportion to the square 16 times. The fastest of some runs counts.
      for (let run = 0; run < 4 && ofLarge > 8 * ofSmall + 50; run++) {
        ofSmall = run === 0 ? timeToRead(small, language) : Math.min(ofSmall, timeToRead(small, language));
        ofLarge = Math.min(ofLarge, timeToRead(large, language));
      }
      assert.ok(ofLarge <= 8 * ofSmall + 50, `${ofLarge} ms for four times the text that takes ${ofSmall} ms`);
      const ofMegabyte = timeToRead(ofLength(1_000_000), language);
      assert.ok(ofMegabyte < 4000, `${ofMegabyte} ms for a megabyte`);
    });
  }

  it('is that of one search where no name can stand', () => {
    const text = 'name = "a" { objectName: b, objectType: csms }\n'.repeat(200_000);
    for (const language of languages) {
      assert.deepEqual(nameSlotsIn(text, language), []);
      assert.ok(timeToRead(text, language) < 200);
    }
  });

  it('is short for IDs, too', () => {
    for (const unit of ['a', '-', 'abcdef01-', '0f3c9a52-7d3e-4b8a-9c41-', '\x1b[0m', '%2F', '11111111;m']) {
      const text = unit.repeat(5_000_000 / unit.length);
      const began = performance.now();
      assert.deepEqual([...idsIn(text)], []);
      assert.ok(performance.now() - began < 2000);
    }
  });
});
