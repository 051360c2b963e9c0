import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/projectPaths.mjs';
import { attacks } from '../support/attacks';
import { faultCount } from '../support/faults/faults';

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');

describe('What is said of trust', () => {
  for (const [file, numbers] of [
    ['README.md', [/(\d+) faults/u, /(\d+) hostile texts/u]],
    ['README.zh-CN.md', [/模拟 (\d+) 种/u, /显示 (\d+) 段/u]],
    ['SECURITY.md', [/(\d+) faults/u, /(\d+) hostile texts/u]],
  ] as const) {
    it(`in ${file} has the numbers that are tried: ${faultCount} faults, ${attacks.length} hostile texts`, () => {
      const told = numbers.map((number) => Number(number.exec(read(file))?.[1]));
      assert.deepEqual(told, [faultCount, attacks.length]);
    });
  }

  it('in SECURITY.md names tests that exist', () => {
    const named = read('SECURITY.md').match(/test\/[\w/.]+\.ts/gu) ?? [];
    assert.ok(named.length > 9);
    assert.deepEqual(
      named.filter((file) => !existsSync(join(projectRoot, file))),
      [],
    );
  });
});
