// `npm test`: everything that proves the project. `npm test -- unit` runs a part, `--desktop` the extension suite in a
// VS Code that is downloaded. The last line says how many checks passed and failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { runNode } from './process.mjs';
import { nodeModules, outputFolder, projectRoot, sampleWorkspace } from './projectPaths.mjs';

/** @typedef {{ passed: number, failed: number }} Outcome */

/** Scripts of package.json that only read the code: each is one check, and they may all run at once. */
const readers = { types: 'check-types', lint: 'lint', format: 'format:check', unused: 'unused', spelling: 'spelling' };

const suites = {
  unit: () => mocha('unit', ['test/unit/**/*.test.ts']),
  extension: () => extensionSuite(),
  ui: async () => {
    await build();
    return mocha('ui', ['test/ui/**/*.test.ts', '--timeout', '120000']); // ms: these wait for real windows
  },
};

await bootstrap(import.meta.url);

const names = [...Object.keys(readers), ...Object.keys(suites)];
const { values, positionals } = readArguments();
const unknown = positionals.find((name) => !names.includes(name));
if (unknown !== undefined) fail(`There is no part "${unknown}". The parts are: ${names.join(', ')}.`);

const isWanted = (/** @type {[string, unknown]} */ [name]) => positionals.length === 0 || positionals.includes(name);
const outcomes = await Promise.all(
  Object.entries(readers)
    .filter(isWanted)
    .map(([name, script]) => part(name, () => read(script))),
);
for (const [name, run] of Object.entries(suites).filter(isWanted)) outcomes.push(await part(name, run));
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { desktop: { type: 'boolean', default: false } } });
  } catch (error) {
    return fail(error.message);
  }
}

/**
 * @param {string} name
 * @param {() => Promise<Outcome>} run
 */
async function part(name, run) {
  console.log(`\n— ${name} —`);
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** @param {string} script */
async function read(script) {
  const isFine = (await runNode(['--run', script])) === 0;
  return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1 };
}

async function build(options = {}) {
  const esbuild = await import('../esbuild.mjs');
  await esbuild.build(options);
}

/**
 * @param {string} name
 * @param {readonly string[]} args the suites, as a pattern, and mocha's options
 */
async function mocha(name, args) {
  return counted(name, (env) =>
    runNode(
      [
        join(nodeModules, 'mocha', 'bin', 'mocha.js'),
        ...['--forbid-only', '--forbid-pending', '--reporter', 'scripts/countingReporter.cjs'],
        ...args,
      ],
      env,
    ),
  );
}

async function extensionSuite() {
  await build({ tests: true });
  const { runTests } = await import('@vscode/test-electron');
  return counted('extension', async (env) =>
    runTests({
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(outputFolder, 'extension-tests', 'index.js'),
      extensionTestsEnv: env,
      launchArgs: [sampleWorkspace],
      vscodeExecutablePath: await vscodeProgram(),
    }).catch((error) => console.error(String(error))),
  );
}

/** VS Code from npm, or with --desktop the one that test-electron downloads, where the network lets it. */
async function vscodeProgram() {
  if (values.desktop) {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    try {
      return await downloadAndUnzipVSCode({ extensionDevelopmentPath: projectRoot });
    } catch (error) {
      console.error(`Desktop VS Code could not be downloaded (${String(error)}). Using the one from npm.`);
    }
  }
  return join(projectRoot, 'scripts', 'vscodeLauncher.mjs');
}

/**
 * What countingReporter.cjs writes down. A suite that left no result, or in which no test ran, has failed.
 *
 * @param {string} name
 * @param {(env: Record<string, string>) => Promise<unknown>} run
 * @returns {Promise<Outcome>}
 */
async function counted(name, run) {
  mkdirSync(outputFolder, { recursive: true });
  const file = join(outputFolder, `results-${name}.json`);
  rmSync(file, { force: true });
  await run({ CSMS_EXPLORER_RESULTS: file });
  const outcome = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  if (outcome !== undefined && outcome.passed + outcome.failed > 0) return outcome;
  console.error(`The ${name} tests did not run to their end.`);
  return { passed: 0, failed: 1 };
}
