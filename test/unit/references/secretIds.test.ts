import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { idAt, idsIn, type TextSpan } from '../../../src/references/secretIds';
import { anyCharacter } from '../../support/anyCharacter';
import { cases } from '../../support/cases';
import { assertSpansIn, fixture, fixtureNames } from './markedText';

const id = '0f3c9a52-7d3e-4b8a-9c41-e05d2b7f8a16';

const escape = '\x1b';
const colour = new RegExp(`${escape}\\[[0-9;]*m$`);

function found(text: string): readonly TextSpan[] {
  return [...idsIn(text)];
}

/** The definition anew, place by place, with nothing in common with the search. */
function slowlyFound(text: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  for (let start = 0; start < text.length; start++) {
    const part = text.slice(start, start + 36);
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part)) continue;
    const before = text.slice(Math.max(0, start - 60), start).replace(/-$/, '');
    const isFree = !/\w$/.test(before) || /(\\[nrt]|%[0-9a-fA-F]{2})$/.test(before) || colour.test(before);
    const after = text.slice(start + 36, start + 38);
    if (isFree && !/^-?\w/.test(after)) spans.push({ text: part, start, end: start + 36 });
  }
  return spans;
}

describe('IDs in a text', () => {
  for (const [before, after] of [
    ['', ''],
    ['secret/', '/value'],
    ['"', '"'],
    ['id:', ','],
    ['urn:csms:cn-north-4:secret:', ''],
    ['-', ' '],
    ['- ', '-'],
    ['密钥', '已轮转'],
    ['é', 'é'],
    ['"text\\n', '\\n"'],
    ['text\\r', '\\r'],
    ['text\\t', ''],
    ['?id=%2F', '%2F'],
    ['?id=x%aF', ''],
    ['\x1b[38;2;255;128;0m', ''],
    ['`', '{'],
    ['\x1b[1;31m', '\x1b[0m'],
    ['\u{1F511}', '\u{1F511}'],
  ] as const) {
    it(`finds one between ${JSON.stringify(before)} and ${JSON.stringify(after)}`, () => {
      assert.deepEqual(found(before + id + after), [
        { text: id, start: before.length, end: before.length + id.length },
      ]);
    });
  }

  for (const [before, after] of [
    ['x', ''],
    ['1', ''],
    ['_', ''],
    ['', '0'],
    ['', '_'],
    ['', '-abc'],
    ['abc-', ''],
    ['m', ''],
    ['\\x', ''],
    ['%g0', ''],
    ['%0g', ''],
    ['z', ''],
    ['Z', ''],
    ['', 'z'],
    ['[31m', ''],
    ['\x1b31m', ''],
    ['\x1b(m', ''],
    ['\x1b[3a1m', ''],
    ['\x1b[31n', ''],
    [`\x1b[${'1'.repeat(20)}m`, ''],
  ] as const) {
    it(`finds none between ${JSON.stringify(before)} and ${JSON.stringify(after)}`, () => {
      assert.deepEqual(found(before + id + after), []);
    });
  }

  it('finds any letter case, and nothing that is no UUID', () => {
    assert.equal(found(id.toUpperCase()).length, 1);
    for (const other of [id.replace('0f', '0g'), id.replaceAll('-', ''), id.slice(1), id.replace('c9a5', '-9a5')]) {
      assert.deepEqual(found(other), []);
    }
  });

  it('finds nothing whose hyphens or digits are others', () => {
    for (const hyphenAt of [8, 13, 18, 23]) {
      const characters = Array.from(id);
      for (const at of [hyphenAt - 1, hyphenAt + 1]) {
        const moved = characters.with(hyphenAt, characters[at]!).with(at, '-').join('');
        assert.deepEqual(found(moved), [], moved);
      }
    }
    for (const other of '/:@G`g !') {
      for (const at of [0, 9, 35]) assert.deepEqual(found(Array.from(id).with(at, other).join('')), [], other);
    }
  });

  it('finds several in a row', () => {
    assert.equal(found(`${id},${id}\n${id}`).length, 3);
  });

  it('finds those of the log and the notebook', () => {
    const starts = (text: string) => found(text).map(({ text: whole }) => whole.slice(0, 8));
    assert.deepEqual(starts(fixture('deploy.log.txt')), [
      ...['6f1c9a52', '6f1c9a52', '95d2c7a0', '3b74f8e1', 'd6e3b041', '2c5f90ea'],
    ]);
    assert.deepEqual(starts(fixture('oncall.ipynb')), ['6f1c9a52', 'c41f7e98', '7a08d5b3', 'C41F7E98']);
  });

  const scraps = ['-', '_', '"', '\\n', '%2F', '%', '\\', 'm', '\x1b[0m', '\x1b[', '0f3c9a52', '7d3e', '密', '\n', 'g'];
  const pieces = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(id, id.toUpperCase(), id.slice(0, 24), id.slice(9)) },
    { weight: 4, arbitrary: fc.constantFrom(...scraps) },
    { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.uuid() },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...fixtureNames), fc.nat(), fc.nat(90)).map(([name, from, length]) =>
        fixture(name)
          .slice(from % 1000)
          .slice(0, length),
      ),
    },
  );
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

  it('finds exactly what the definition says', () => {
    let seen = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const spans = found(text);
        assertSpansIn(text, spans);
        assert.deepEqual(spans, slowlyFound(text));
        seen += spans.length;
      }),
      { numRuns: cases(2000) },
    );
    assert.ok(seen > cases(300), `the texts held only ${seen} IDs`);
  });

  it('looks at no more than the surroundings of an offset', () => {
    const filler = '0'.repeat(100_000);
    const text = `${filler} ${id} ${filler}`;
    let seen = 0;
    const counted = {
      length: text.length,
      slice: (start: number, end: number) => text.slice(start, end),
      charAt: (at: number) => ((seen += 1), text.charAt(at)),
      charCodeAt: (at: number) => ((seen += 1), text.charCodeAt(at)),
    } as unknown as string;
    assert.equal(idAt(counted, filler.length + 10)?.text, id);
    for (const offset of [0, 50_000, text.length]) assert.equal(idAt(counted, offset), undefined);
    assert.ok(seen < 1000, `${seen} characters were looked at`);
  });

  it('finds the same at an offset as in the whole text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const spans = slowlyFound(text);
        for (let offset = 0; offset <= text.length; offset++) {
          assert.deepEqual(
            idAt(text, offset),
            spans.find(({ start, end }) => start <= offset && offset <= end),
          );
        }
      }),
      { numRuns: cases(300) },
    );
  });
});
