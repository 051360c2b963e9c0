// One round of `npm run fuzz`, in a process of its own.
// Arguments: the result file, the seed, the seconds that are left for the whole, the suites.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Mocha from 'mocha';

/**
 * The suites are loaded as CommonJS, and each form of fast-check has settings of its own.
 *
 * @type {typeof import('fast-check')}
 */
const fc = createRequire(import.meta.url)('fast-check');

/** Fast-check's own number of cases is 100. */
const casesInRound = 1_000;

/** So that a slow property leaves time to the others, in ms. */
const longestProperty = 15_000;

const [resultFile, seed, secondsLeft, ...files] = /** @type {[string, string, string, ...string[]]} */ (
  process.argv.slice(2)
);
const endsAt = Date.now() + Number(secondsLeft) * 1000;
let cases = 0;
let properties = 0;

/** @param {import('fast-check').RunDetails<unknown>} details */
function count(details) {
  cases += details.numRuns;
  properties += 1;
  if (details.failed && !details.interrupted) {
    throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
  }
}

fc.configureGlobal({
  numRuns: casesInRound,
  seed: Number(seed),
  reporter: count,
  interruptAfterTimeLimit: longestProperty,
  markInterruptAsFailure: false,
});

/** @type {{ title: string, message: string }[]} */
const findings = [];
const mocha = new Mocha({ timeout: 0, reporter: class {} });
for (const file of files) {
  mocha.addFile(file);
}
await mocha.loadFilesAsync();
const runner = mocha.run(() => {
  if (properties === 0) throw new Error('No property was tried: the suites use another fast-check.');
  writeFileSync(resultFile, JSON.stringify({ cases, properties, findings }));
});
runner.on('fail', (test, error) => {
  // What else is in the suites is for `npm test`.
  if (String(error.message).startsWith('Property failed')) {
    findings.push({ title: test.fullTitle(), message: error.message });
  }
});
runner.on('test end', () => {
  if (Date.now() > endsAt) runner.abort();
});
