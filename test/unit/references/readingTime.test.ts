import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { idAt, idsIn } from '../../../src/references/secretIds';
import { nameSlotsIn, type ReferenceLanguage } from '../../../src/references/secretNames';
import { TrackedIds } from '../../../src/references/trackedIds';

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
    for (const language of ['terraform', 'yaml', 'json'] as const) {
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

  it('is as short at an offset of a large text as of a small one', () => {
    const id = '0f3c9a52-7d3e-4b8a-9c41-e05d2b7f8a16';
    const line = `${'0'.repeat(2_500_000)} ${id} ${'0'.repeat(2_500_000)}`;
    const middle = 2_500_010;
    assert.equal(idAt(line, middle)?.text, id);
    const began = performance.now();
    for (let call = 0; call < 1000; call++) idAt(line, call % 2 === 0 ? middle : call);
    assert.ok(performance.now() - began < 1000, 'a look-up takes more than a millisecond');
  });

  it('is not spent on the other lines when thousands change in a large document', () => {
    const tracked = new TrackedIds(100_000);
    const startedAt = performance.now();
    for (let at = 0; at < 10_000; at++) tracked.change({ startLine: at, endLine: at, newLines: 1 });
    assert.ok(performance.now() - startedAt < 2_000);
  });
});
