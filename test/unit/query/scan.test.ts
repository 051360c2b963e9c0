import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { scanFilter } from '../../../src/query/scan';

/** As `key`, operator and words, each with what marks it: `'…'` open, `"…"` closed, `…!` runs on. */
function scanned(text: string): readonly string[] {
  return scanFilter(text).map(({ key, operator = '', words }) => {
    const shown = [key, ...words].map((word) => {
      const quote = word.isOpen ? "'" : '"';
      return `${word.isQuoted ? `${quote}${word.text}${quote}` : word.text}${word.runsOn ? '!' : ''}@${word.start}-${word.end}`;
    });
    return [shown[0], ...shown.slice(1)].join(` ${operator} `);
  });
}

describe('the parts of a filter’s text', () => {
  for (const [text, parts] of [
    ['', []],
    [' \t\n ', []],
    ['env', ['env@0-3']],
    ['  env=prod  ', ['env@2-5 = prod@6-10']],
    ['env=', ['env@0-3 = @4-4']],
    ['env=a,b,', ['env@0-3 = a@4-5 = b@6-7 = @8-8']],
    ['env=a b', ['env@0-3 = a@4-5', 'b@6-7']],
    ['env=a=b~c', ['env@0-3 = a=b~c@4-9']],
    ['name~a,b=c~d e', ['name@0-4 ~ a,b=c~d@5-12', 'e@13-14']],
    ['name~', ['name@0-4 ~ @5-5']],
    ['=a', ['@0-0 = a@1-2']],
    ['"a b"="c, d"', ['"a b"@0-5 = "c, d"@6-12']],
    ['"a', ["'a'@0-2"]],
    ['a="b', ["a@0-1 = 'b'@2-4"]],
    ['"', ["''@0-1"]],
    ['""', ['""@0-2']],
    ['"a"b=c', ['"a"!@0-3 = c@5-6']],
    ['a="b"c,d', ['a@0-1 = "b"!@2-5 = d@7-8']],
    ['"a\\"b\\\\"', ['"a"b\\"@0-8']],
    ['"a\\', ["'a\\'@0-3"]],
    ['团队＝支付，订单', ['团队@0-2 = 支付@3-5 = 订单@6-8']],
    ['name～“a"b”', ['name@0-4 ~ "a"b"@5-10']],
    ['＂a“', ['"a"@0-3']],
    ['“a＂', ['"a"@0-3']],
    ['”a”', ['"a"@0-3']],
    ['"a”', ["'a”'@0-3"]],
  ] as const) {
    it(`are found in ${JSON.stringify(text)}`, () => assert.deepEqual(scanned(text), parts));
  }
});
