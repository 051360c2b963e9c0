import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { namesIn, documentSyntax, type DocumentSyntax } from '../../../src/references/secretNames';
import { anyCharacter } from '../../support/anyCharacter';
import { cases } from '../../support/cases';
import { assertSpansIn, fixture, fixtureNames } from './markedText';

const languages: readonly DocumentSyntax[] = ['hcl', 'yaml', 'json'];

describe('the language of a document', () => {
  for (const [id, file, expected] of [
    ['terraform', 'a.txt', 'hcl'],
    ['terraform-vars', 'a.tfvars', 'hcl'],
    ['opentofu', 'Untitled-1', 'hcl'],
    ['hcl', 'a.hcl', 'hcl'],
    ['plaintext', '/projects/a.b/main.tf', 'hcl'],
    ['plaintext', 'C:\\projects\\MAIN.TOFU', 'hcl'],
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
      assert.equal(documentSyntax(id, file), expected);
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
  const pieces = fc.oneof(splices, scraps, fc.string({ unit: anyCharacter, maxLength: 6 }));
  const wellFormed = {
    hcl: ['resource "huaweicloud_csms_secret" "a" {\n', '  name = "db"\n'],
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
        const slots = namesIn(text, language);
        assertSpansIn(text, slots);
        for (const [at, { text: name, start }] of slots.entries()) {
          assert.ok(!name.includes('\n') && !name.includes('\\'), name);
          assert.ok(at === 0 || start > slots[at - 1]!.start, 'slots in order');
        }
        seen += slots.length;
      }),
      { numRuns: cases(1500) },
    );
    assert.ok(seen > cases(300), `the texts held only ${seen} slots`);
  });

  it('are found while every fixture is typed', () => {
    for (const name of fixtureNames) {
      const language = documentSyntax('plaintext', name);
      if (language === undefined) continue;
      const text = fixture(name);
      for (let length = 0; length <= text.length; length++) {
        const typed = text.slice(0, length);
        assertSpansIn(typed, namesIn(typed, language));
      }
    }
  });
});
