// `npm run mutation`: changes the code in thousands of small ways and counts the changes that the unit tests notice.
// Each layer is judged by its own tests. `npm run mutation -- src/model` runs a layer, `-- src/model/endpoint.ts` a file.
// What a run found out is kept in out/mutation/, so that the next one tries only what has changed since.
import { existsSync, statSync } from 'node:fs';
import { bootstrap, fail } from './bootstrap.mjs';

await bootstrap(import.meta.url);
const { Stryker } = await import('@stryker-mutator/core');

/** The layers without an editor. */
const layers = ['src/model', 'src/query', 'src/inventory', 'src/references', 'src/csms'].filter((each) =>
  existsSync(each),
);

/** They take too long to be tried for every change. */
const ignore = ['test/unit/csms/faults.test.ts'];
const grep = '/^(?!.*(?:from a server that misbehaves|while every fixture is typed))/';

/** In the copy that is changed, each test becomes one file with all it needs: a new process begins fast then. */
const bundle =
  'esbuild --bundle --packages=external --platform=node --format=esm --outbase=. --outdir=. --out-extension:.js=.ts --allow-overwrite --log-level=warning';

/** @param {string} layer @param {readonly string[]} files */
async function mutate(layer, files) {
  const name = layer.replace('src/', '');
  const tests = `test/unit/${name}/**/*.test.ts`;
  const output = `out/mutation/${name}`;
  const results = await new Stryker({
    mutate: files.map((file) => (statSync(file).isDirectory() ? `${file}/**/*.ts` : file)),
    buildCommand: `${bundle} ./${tests}`,
    mochaOptions: { spec: [tests], ignore, grep },
    tempDirName: `${output}/sandboxes`,
    incrementalFile: `${output}/known.json`,
    jsonReporter: { fileName: `${output}/report.json` },
  }).runMutationTest();
  const count = (/** @type {readonly string[]} */ ...statuses) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const all = noticed + count('Survived', 'NoCoverage');
  return `${layer}: ${noticed} of ${all} changes noticed, ${((100 * noticed) / all).toFixed(1)} %`;
}

const wanted = process.argv.slice(2);
const stranger = wanted.find((file) => !layers.some((layer) => `${file}/`.startsWith(`${layer}/`)));
if (stranger !== undefined) fail(`"${stranger}" is in none of the layers ${layers.join(', ')}.`);

const scores = [];
for (const layer of layers) {
  const files = wanted.length === 0 ? [layer] : wanted.filter((file) => `${file}/`.startsWith(`${layer}/`));
  if (files.length > 0) scores.push(await mutate(layer, files));
}
console.log(scores.join('\n'));
