// `npm run fuzz -- --minutes 10`: the property tests with many more cases, in rounds of ever new ones until the time is
// up. `--seed N` begins with the round that a finding names; `--minutes 0` is one whole round.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { projectRoot } from './projectPaths.mjs';

/** A round. Fast-check's own number of cases is 100; a slow property leaves time to the others (ms). */
const settings = { numRuns: 1_000, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false };

await bootstrap(import.meta.url);

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
const firstSeed = values.seed === undefined ? Math.trunc(Date.now() / 1000) : Number(values.seed);
if (!(minutes >= 0) || !Number.isInteger(firstSeed)) fail('Use it as: npm run fuzz -- --minutes 10 --seed 1');

await import('tsx');
const { globSync } = await import('node:fs'); // which an older Node does not have
const { default: Mocha } = await import('mocha');
// The suites are loaded as CommonJS, and each form of fast-check has settings of its own.
const fc = createRequire(import.meta.url)('fast-check');

const mocha = new Mocha({ timeout: 0, reporter: class {} });
mocha.cleanReferencesAfterRun(false);
for (const file of globSync('test/unit/**/*.test.ts', { cwd: projectRoot }).sort()) {
  const path = join(projectRoot, file);
  if (readFileSync(path, 'utf8').includes("from 'fast-check'")) mocha.addFile(path);
}

const until = minutes === 0 ? Infinity : Date.now() + minutes * 60_000;
let [cases, found] = [0, 0];
for (let seed = firstSeed; seed === firstSeed || Date.now() < until; seed++) {
  const round = await runRound(seed);
  cases += round.cases;
  found += round.findings.length;
  console.log(`seed ${seed}: ${round.cases} cases of ${round.properties} properties; ${cases} cases so far`);
  for (const { title, message } of round.findings) {
    console.log(`\n${title}\n${message}\nAgain: npm run fuzz -- --minutes 0 --seed ${seed}\n`);
  }
  if (minutes === 0) break;
}
console.log(`\n${cases} cases, ${found} findings`);
process.exit(found === 0 ? 0 : 1);

/** @param {number} seed */
async function runRound(seed) {
  /** @type {{ title: string, message: string }[]} */
  const findings = [];
  let [cases, properties] = [0, 0];
  const reporter = (/** @type {import('fast-check').RunDetails<unknown>} */ details) => {
    cases += details.numRuns;
    properties += 1;
    if (details.failed && !details.interrupted) {
      throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    }
  };
  fc.configureGlobal({ ...settings, seed, reporter });
  await new Promise((done) => {
    const runner = mocha.run(done);
    runner.on('test end', () => Date.now() > until && runner.abort());
    runner.on('fail', (test, { message }) => {
      // What else is in the suites is for `npm test`.
      if (message.startsWith('Property failed')) findings.push({ title: test.fullTitle(), message });
    });
  });
  if (properties === 0) throw new Error('No property was tried: the suites use another fast-check.');
  return { cases, properties, findings };
}
