import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { idsIn } from '../../../src/references/secretIds';
import { TrackedIds } from '../../../src/references/trackedIds';

const [one, other] = ['6f1c9a52-7d3e-4b8a-9c41-e05d2b7f8a16', '3b74f8e1-c06d-4a9b-8f27-d5e913a06c7b'];

function idsOf(tracked: TrackedIds): unknown[] {
  const found: unknown[] = [];
  tracked.forEach((line, span) => found.push([line, span]));
  return found;
}

/** Reads everything that has to be read, and tells which lines that were. */
function readAll(tracked: TrackedIds, lines: readonly string[]): number[] {
  const read: number[] = [];
  const reading = tracked.read((line) => {
    read.push(line);
    return lines[line] ?? assert.fail(`there is no line ${line}`);
  });
  while (reading.next().done !== true);
  return read;
}

describe('the IDs of a document that is being edited', () => {
  const line = fc.constantFrom('', 'nothing', one, `a ${other} b ${one}`, `${one}x`);

  it('are those of the text, whatever was replaced', () => {
    const edits = fc.array(fc.tuple(fc.nat(8), fc.nat(3), fc.array(line, { minLength: 1, maxLength: 4 })));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), edits, (lines, changes) => {
        let text = lines;
        const tracked = new TrackedIds(text.length);
        readAll(tracked, text);
        for (const [at, count, replacement] of changes) {
          const startLine = at % text.length;
          const endLine = Math.min(text.length - 1, startLine + count);
          text = [...text.slice(0, startLine), ...replacement, ...text.slice(endLine + 1)];
          tracked.change({ startLine, endLine, newLines: replacement.length });
          readAll(tracked, text);
          const expected = text.flatMap((content, index) => [...idsIn(content)].map((span) => [index, span]));
          assert.deepEqual(idsOf(tracked), expected);
        }
      }),
    );
  });

  it('are read anew only where the text changed', () => {
    const lines = [one, 'two', other];
    const tracked = new TrackedIds(3);
    assert.deepEqual(readAll(tracked, lines), [0, 1, 2]);
    tracked.change({ startLine: 1, endLine: 1, newLines: 2 });
    assert.deepEqual(readAll(tracked, [one, 'two', 'and a half', other]), [1, 2]);
    assert.deepEqual(readAll(tracked, []), []);
  });
});
