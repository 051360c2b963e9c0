// The parts of `npm test`. Each answers how many checks passed and how many failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { runOwnScript } from './ownScript.mjs';
import { nodeModules, outputFolder, projectRoot, sampleWorkspace } from './projectPaths.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Outcome
 */

/** How long a single test may take, in ms. The second number is for tests that wait for a real window. */
const unitLimit = 20_000;
const windowLimit = 120_000;

export const suites = /** @type {const} */ ({
  types: () => typeChecks(),
  lint: () => program(join(nodeModules, 'eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0']),
  format: () => program(join(nodeModules, 'prettier', 'bin', 'prettier.cjs'), ['--check', '--log-level', 'warn', '.']),
  unit: () => mochaSuites('unit', 'test/unit/**/*.test.ts', unitLimit),
  extension: () => extensionSuites(),
  ui: async () => {
    await build([], { quiet: true });
    return mochaSuites('ui', 'test/ui/**/*.test.ts', windowLimit);
  },
});

/** The parts that run nothing of the project. @type {readonly (keyof typeof suites)[]} */
export const readers = ['types', 'lint', 'format'];

/**
 * The details page has types of its own: it runs in a browser, the rest does not.
 *
 * @returns {Promise<Outcome>}
 */
async function typeChecks() {
  const outcomes = [];
  for (const project of ['.', join('src', 'webview')]) {
    outcomes.push(await program(join(nodeModules, 'typescript', 'bin', 'tsc'), ['--noEmit', '--project', project]));
  }
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function program(script, args) {
  const code = await runOwnScript([script, ...args]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * @param {string} name
 * @param {string} pattern
 * @param {number} limit
 * @returns {Promise<Outcome>}
 */
async function mochaSuites(name, pattern, limit) {
  const files = (await Array.fromAsync(glob(pattern, { cwd: projectRoot })))
    .sort()
    .map((file) => join(projectRoot, file));
  const resultFile = freshResultFile(name);
  await runOwnScript([
    '--import',
    'tsx',
    join(projectRoot, 'scripts', 'runMocha.mjs'),
    resultFile,
    String(limit),
    ...files,
  ]);
  return readOutcome(name, resultFile);
}

/** @returns {Promise<Outcome>} */
async function extensionSuites() {
  await build(['--tests'], { quiet: true });
  const { runTests } = await import('@vscode/test-electron');
  const resultFile = freshResultFile('extension');
  process.env['CSMS_EXPLORER_RESULTS'] = resultFile;
  try {
    await runTests({
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(outputFolder, 'extension-tests', 'index.js'),
      launchArgs: [sampleWorkspace],
      vscodeExecutablePath: await vscodeProgram(),
    });
  } catch (error) {
    console.error(String(error));
  }
  return readOutcome('extension', resultFile);
}

/** VS Code from npm, or with --desktop the one that test-electron downloads, where the network lets it. */
async function vscodeProgram() {
  if (process.argv.includes('--desktop')) {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    try {
      return await downloadAndUnzipVSCode({ extensionDevelopmentPath: projectRoot });
    } catch (error) {
      console.error(`Desktop VS Code could not be downloaded (${String(error)}). Using the one from npm.`);
    }
  }
  return join(projectRoot, 'scripts', 'vscodeLauncher.mjs');
}

/** @param {string} name */
function freshResultFile(name) {
  mkdirSync(outputFolder, { recursive: true });
  const file = join(outputFolder, `results-${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/**
 * A suite that left no result, or in which no test ran, has failed.
 *
 * @param {string} name
 * @param {string} resultFile
 * @returns {Outcome}
 */
function readOutcome(name, resultFile) {
  const outcome = existsSync(resultFile) ? JSON.parse(readFileSync(resultFile, 'utf8')) : undefined;
  if (outcome === undefined || outcome.passed + outcome.failed === 0) {
    console.error(`The ${name} tests did not run to their end.`);
    return { passed: 0, failed: 1 };
  }
  return outcome;
}
