#!/usr/bin/env node
// A VS Code executable made of npm packages. It takes the arguments that @vscode/test-electron hands to the real
// one, runs the tests they name in a real extension host, and exits with the tests' code. For machines that cannot
// download VS Code: `runTests({ vscodeExecutablePath: <this file>, … })`.
import { resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { launchBrowser } from './browser.mjs';
import { startVscodeServer } from './vscodeServer.mjs';

/** A run that has not ended by then hangs, in ms. */
const runLimit = 540_000;

await bootstrap(import.meta.url);

const { values, positionals } = parseArgs({
  strict: false, // VS Code's many other arguments (--no-sandbox, --disable-gpu-sandbox, …) mean nothing here
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    locale: { type: 'string' },
  },
});

const tests = absolutePath(values.extensionTestsPath);
if (tests === undefined) {
  fail('--extensionTestsPath is missing: this program runs tests. To open VS Code, use `npm start`.');
}
process.exit(await runTests(tests));

/**
 * @param {string} extensionTestsPath
 * @returns {Promise<number>} the exit code that VS Code itself would have
 */
async function runTests(extensionTestsPath) {
  const folder = absolutePath(positionals[0]);
  const userDataDir = absolutePath(values['user-data-dir']);
  const extensionsDir = absolutePath(values['extensions-dir']);
  const server = await startVscodeServer({
    testDriver: true,
    log: console.log,
    ...(userDataDir === undefined ? {} : { userDataDir }),
    ...(extensionsDir === undefined ? {} : { extensionsDir }),
    ...(typeof values.locale === 'string' ? { locale: values.locale } : {}),
  });
  const browser = await launchBrowser();
  const page = await browser.newPage();

  /** @type {string[]} Most of it is VS Code's own: of interest only when the run goes wrong. */
  const allMessages = [];
  /** @type {Promise<number>} */
  const exitCode = new Promise((done) => {
    const giveUp = (/** @type {string} */ reason) => {
      console.error(`${reason}\nThe VS Code server said:\n${server.output()}`);
      done(1);
    };
    // The two functions that VS Code's workbench looks for when its page is driven by a program.
    void page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const message = format(...args);
      allMessages.push(`${type}: ${message}`);
      if (isOfMocha(args)) {
        console.log(message);
      }
    });
    void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => done(code));
    page.once('crash', () => giveUp('The page with VS Code crashed.'));
    setTimeout(() => giveUp(`The tests were still running after ${runLimit / 1000} s.`), runLimit).unref();
  });

  await page.goto(
    server.windowUrl({
      ...(folder === undefined ? {} : { folder }),
      extensionDevelopmentPaths: allPaths(values.extensionDevelopmentPath),
      extensionTestsPath,
    }),
  );
  const code = await exitCode;
  if (code !== 0) {
    console.error(allMessages.join('\n'));
  }
  await browser.close();
  await server.stop();
  return code;
}

/**
 * Mocha reports with a pattern and its parts; VS Code's own messages are whole sentences.
 *
 * @param {unknown[]} args
 */
function isOfMocha([first, ...rest]) {
  return rest.length > 0 && typeof first === 'string' && /%[sd]/.test(first);
}

/** @param {unknown} value */
function absolutePath(value) {
  return typeof value === 'string' ? resolve(value) : undefined;
}

/** @param {unknown} value */
function allPaths(value) {
  return Array.isArray(value) ? value.flatMap((path) => absolutePath(path) ?? []) : [];
}
