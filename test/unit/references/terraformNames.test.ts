import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { namesIn } from '../../../src/references/secretNames';
import { assertNames, assertSpansIn, fixture } from './markedText';

function hcl(marked: string): void {
  assertNames(marked, 'hcl');
}

function block(...lines: readonly string[]): string {
  return ['resource "huaweicloud_csms_secret" "a" {', ...lines, '}', ''].join('\n');
}

describe('names of secrets in Terraform', () => {
  it('finds the names of the fixture and no other words', () => {
    const text = fixture('payments.tf');
    const slots = namesIn(text, 'hcl');
    assertSpansIn(text, slots);
    assert.deepEqual(
      slots.map(({ text: name }) => name),
      [
        'payments-prod-card-gateway-api-key',
        'web-staging-cdn-token',
        'iot-prod-mqtt-client-key',
        'payments-prod-db-password',
        'data-prod-warehouse-password',
      ],
    );
  });

  for (const [kind, type, argument] of [
    ['resource', 'huaweicloud_csms_secret', 'name'],
    ['resource', 'huaweicloud_csms_secret_rotate', 'secret_name'],
    ['resource', 'huaweicloud_csms_secret_version_state', 'secret_name'],
    ['resource', 'huaweicloud_csms_scheduled_delete_secret_task', 'secret_name'],
    ['resource', 'huaweicloud_csms_download_secret_backup', 'secret_name'],
    ['data', 'huaweicloud_csms_secrets', 'name'],
    ['data', 'huaweicloud_csms_secret_version', 'secret_name'],
    ['data', 'huaweicloud_csms_secret_versions', 'secret_name'],
    ['data', 'huaweicloud_csms_tasks', 'secret_name'],
  ] as const) {
    it(`takes ${argument} of ${kind} ${type}`, () => {
      const other = argument === 'name' ? 'secret_name' : 'name';
      hcl(`${kind} "${type}" "x" {\n  ${argument} = "«db»"\n  ${other} = "no"\n}`);
    });
  }

  it('takes no arguments of other blocks', () => {
    hcl('resource "huaweicloud_csms_event" "x" {\n  name = "no"\n}');
    hcl('# huaweicloud_csms_secret\nvariable "x" {\n  name = "no"\n}\nname = "no"');
  });

  it('takes no arguments of nested blocks, objects, lists and calls', () => {
    for (const [open, close] of ['{}', '[]', '()', '= {}', '= merge({})', '= [{}]', '"l" {}'].map((text) => [
      text.replace(/[\]})]+$/, ''),
      /[\]})]+$/.exec(text)![0],
    ])) {
      hcl(block(`  inner ${open}`, '    name = "no"', `  ${close}`, '  name = "«db»"'));
    }
  });

  it('passes over comments, heredocs and what stands in strings', () => {
    hcl(block('# name = "no"', '// name = "no"', '/*', 'name = "no"', '*/', 'name = "«db»"'));
    hcl(block('a = <<EOT', 'name = "no"', '}', 'EOT', 'b = <<-X', '  "{', '  X', 'name = "«db»"'));
    hcl(block('a = "\\" {"', 'b = "$${ { %%{ {"', 'c = "${f("}", { x = "{" })} {"', 'name = "«db»"'));
    hcl(block('a = "${f({', '  name = "no"', '})}"', 'name = "«db»"'));
  });

  it('passes over quotes and brackets in comments, and over what only looks like a heredoc or a template', () => {
    hcl(block('# don\'t " {', '// " {', '/* " { // */', 'name = "«db»"'));
    hcl(block('a = 1 # " {', 'b = 2 // }', 'c = 3 /* } */', 'name = "«db»"'));
    hcl(block('count = 1 < 2 ? 1 : 2', 'd = a << b', 'name = "«db»"'));
    hcl(block('a = "50% {"', 'b = "$ {"', 'c = "$$ {"', 'd = "$x{ %y{"', 'name = "«db»"'));
    hcl(block('a = "${ { b = { c = "}" } } } {"', 'b = "%{ if x == "}" }{%{ endif }"', 'name = "«db»"'));
    hcl(block('a = <<EOT', '  EOT x', '"{', 'EOT', 'name = "«db»"', 'b = <<EOT'));
  });

  it('takes a name at the begin of a statement alone', () => {
    hcl(block('x name = "no"', '"x" name = "no"', '} name = "no"'));
    hcl(block('x.name = "no"', 'not_name = "no"', '\tname\t= "«db»"'));
  });

  it('ends with its block, and begins anew inside of another', () => {
    hcl(`${block('name = "«db»"')}locals {\n  name = "no"\n}\nname = "no"`);
    hcl('check "c" { data "huaweicloud_csms_secrets" "a" { name = "«db»" } }');
    hcl(`resource "other" "a" {\n  name = "no"\n}\n${block('name = "«db»"')}`);
  });

  it('takes no strings that are not the whole value or not literal', () => {
    for (const value of ['"${var.a}-x"', '"%{ if a }x%{ endif }"', '"a\\"b"', '"$${a}"', 'var.a', '["a"]', 'f("a")']) {
      hcl(block(`name = ${value}`, 'description = "x"'));
    }
    for (const value of ['"a" == "b" ? "c" : "d"', 'a ? "b" : "c"', '("a")', '= "a"']) {
      hcl(block(`name = ${value}`));
    }
  });

  it('takes a value with a comment behind it, and a block on one line', () => {
    hcl(block('name="«db»"# x', 'name\t=\t"«db»" // x', 'name = "«db»" /* x */'));
    hcl('data "huaweicloud_csms_secret_version" "a" { secret_name = "«db»" }');
  });

  it('sees the end of a block after an escaped interpolation', () => {
    for (const value of ['"$${"', '"%%{"', '"\\\\"', '"${"}"}"']) {
      hcl(`data "huaweicloud_csms_secrets" "a" { description = ${value} }\nname = "no"`);
    }
  });

  it('takes Windows line ends', () => {
    hcl(block('name = "«db»"', 'name = "«unfinished»').replaceAll('\n', '\r\n'));
  });

  describe('while somebody is typing', () => {
    it('takes an empty name and one without its closing quote', () => {
      hcl(block('name = "«»"'));
      hcl(block('name = "«»'));
      hcl(block('name = "«pay»', 'description = "x"', 'name = "«db»"'));
      hcl('resource "huaweicloud_csms_secret" "a" {\n  name = "«»');
    });

    it('takes a block without its label', () => {
      hcl('resource "huaweicloud_csms_secret" {\n  name = "«db»"\n}');
    });

    it('finds the names of the blocks after one that is not closed', () => {
      for (const open of ['', 'a = [', 'a = {', 'a = "${', 'a = "', 'a = f("${g("', 'inner {', 'a = "${x']) {
        hcl(`resource "huaweicloud_csms_secret" "a" {\n  ${open}\n\n${block('name = "«db»"')}`);
        hcl(`resource "huaweicloud_csms_secret" "a" {\n  ${open}\n}\n\n${block('name = "«db»"')}`);
      }
    });
  });
});
