// `npm run mutation`: changes the code in thousands of small ways and counts the changes that the unit tests notice.
// Each room is judged by its own tests. `npm run mutation -- src/model` runs a room, `-- src/model/endpoint.ts` a file.
// What a run found out is kept in out/mutation/, so that the next one tries only what has changed since.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, fail } from './bootstrap.mjs';
import { projectRoot } from './projectPaths.mjs';

await bootstrap(import.meta.url);
const { Stryker } = await import('@stryker-mutator/core');

/** The rooms without an editor. */
const rooms = ['src/model', 'src/inventory', 'src/csms'];

/** Tests of speed measure how busy the machine is, too. The others take too long to be tried for every change. */
const ignore = ['test/unit/inventory/readingTime.test.ts', 'test/unit/csms/faults.test.ts'];
const grep = '/^(?!.*(?:from a server that misbehaves|while every fixture is typed))/';

const setup = join(projectRoot, 'scripts', 'mutationSetup.mjs');

const bundling =
  '--bundle --packages=external --platform=node --format=esm --outbase=. --outdir=. --out-extension:.js=.ts --allow-overwrite --log-level=warning';

/** @param {string} room @param {readonly string[]} files */
async function mutate(room, files) {
  const name = room.replace('src/', '');
  const output = `out/mutation/${name}`;
  const results = await new Stryker({
    mutate: files.map((file) => (statSync(file).isDirectory() ? `${file}/**/*.ts` : file)),
    testRunner: 'mocha',
    // In the copy that is changed, each test becomes one file with all it needs: a new process begins fast then.
    buildCommand: `esbuild ${bundling} ./test/unit/${name}/**/*.test.ts`,
    mochaOptions: {
      spec: [`test/unit/${name}/**/*.test.ts`],
      ignore,
      grep,
      require: [setup],
    },
    coverageAnalysis: 'perTest',
    ignorePatterns: ['/*', '!/src', '!/test', '!/package.json', '!/tsconfig.json'],
    tempDirName: `${output}/sandboxes`,
    incremental: true,
    incrementalFile: `${output}/known.json`,
    reporters: ['progress-append-only', 'clear-text', 'json'],
    clearTextReporter: { reportTests: false },
    jsonReporter: { fileName: `${output}/report.json` },
    // Other programs may keep the machine busy: a slow test is not a noticed change.
    timeoutMS: 5000,
    timeoutFactor: 3,
  }).runMutationTest();
  const count = (/** @type {readonly string[]} */ ...statuses) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  return { noticed, of: noticed + count('Survived', 'NoCoverage') };
}

const wanted = process.argv.slice(2);
const stranger = wanted.find((file) => !rooms.some((room) => `${file}/`.startsWith(`${room}/`)));
if (stranger !== undefined) fail(`"${stranger}" is in none of the rooms ${rooms.join(', ')}.`);

const scores = [];
for (const room of rooms) {
  const files = wanted.length === 0 ? [room] : wanted.filter((file) => `${file}/`.startsWith(`${room}/`));
  if (files.length > 0) scores.push({ room, ...(await mutate(room, files)) });
}
for (const { room, noticed, of } of scores) {
  console.log(`${room}: ${noticed} of ${of} changes noticed, ${((100 * noticed) / of).toFixed(1)} %`);
}
