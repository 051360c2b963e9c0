// `npm run fuzz -- --minutes 10`: the property tests with many more cases, in rounds of ever new ones until the time is
// up. `--seed N` begins with the round that a finding names; `--minutes 0` is one whole round.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { runOwnScript } from './ownScript.mjs';
import { projectRoot } from './projectPaths.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

await bootstrap(import.meta.url);
const { glob } = await import('node:fs/promises'); // which an older Node does not have

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
const firstSeed = values.seed === undefined ? Math.trunc(Date.now() / 1000) : Number(values.seed);
if (!(minutes >= 0) || !Number.isInteger(firstSeed)) {
  fail('Use it as: npm run fuzz -- --minutes 10 --seed 1');
}

const all = await Array.fromAsync(glob('test/unit/**/*.test.ts', { cwd: projectRoot }));
const files = all.filter((file) => readFileSync(join(projectRoot, file), 'utf8').includes("from 'fast-check'")).sort();

/** @typedef {{ cases: number, properties: number, findings: { title: string, message: string }[] }} Round */
const folder = temporaryFolder('fuzz');
const resultFile = join(folder.path, 'round.json');
const until = Date.now() + minutes * 60_000;
let cases = 0;
let found = 0;
for (let seed = firstSeed; seed === firstSeed || Date.now() < until; seed++) {
  const secondsLeft = minutes === 0 ? Infinity : Math.ceil((until - Date.now()) / 1000);
  await runOwnScript([
    '--import',
    'tsx',
    join(projectRoot, 'scripts', 'fuzzRound.mjs'),
    resultFile,
    String(seed),
    String(secondsLeft),
    ...files.map((file) => join(projectRoot, file)),
  ]);
  const round = /** @type {Round} */ (JSON.parse(readFileSync(resultFile, 'utf8')));
  cases += round.cases;
  found += round.findings.length;
  console.log(`seed ${seed}: ${round.cases} cases of ${round.properties} properties; ${cases} cases so far`);
  for (const { title, message } of round.findings) {
    console.log(`\n${title}\n${message}\nAgain: npm run fuzz -- --minutes 0 --seed ${seed}\n`);
  }
}
console.log(`\n${cases} cases, ${found} findings`);
process.exit(found === 0 ? 0 : 1);
