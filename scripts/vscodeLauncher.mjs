#!/usr/bin/env node
// A VS Code executable made of npm packages. It takes the arguments that @vscode/test-electron hands to the real
// one, runs the tests they name in a real extension host, and exits with the tests' code. For machines that cannot
// download VS Code: `runTests({ vscodeExecutablePath: <this file>, … })`.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { launchBrowser } from './browser.mjs';
import { startVscodeServer } from './vscodeServer.mjs';

/** A run that has not ended by then hangs, in ms. */
const runLimit = 300_000;

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

  /** @type {Promise<number>} */
  const exitCode = new Promise((done) => {
    const finish = (/** @type {number} */ code, /** @type {string} */ reason = '') => {
      if (reason) {
        console.error(`${reason}\nThe VS Code server said:\n${server.output()}`);
      }
      done(code);
    };
    // The two functions that VS Code's workbench looks for when its page is driven by a program.
    void page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) =>
      (type === 'error' || type === 'warn' ? console.error : console.log)(...withoutStyles(args)),
    );
    void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => finish(code));
    page.once('crash', () => finish(1, 'The page with VS Code crashed.'));
    setTimeout(() => finish(1, `The tests were still running after ${runLimit / 1000} s.`), runLimit).unref();
  });

  await page.goto(
    server.windowUrl({
      ...(folder === undefined ? {} : { folder }),
      extensionDevelopmentPaths: allPaths(values.extensionDevelopmentPath),
      extensionTestsPath,
    }),
  );
  const code = await exitCode;
  await browser.close();
  await server.stop();
  return code;
}

/**
 * Console messages may carry CSS for their %c parts, which a terminal would print.
 *
 * @param {unknown[]} args
 */
function withoutStyles([format, ...args]) {
  if (typeof format !== 'string' || !format.includes('%c')) {
    return [format, ...args];
  }
  const styles = format.split('%c').length - 1;
  return [format.replaceAll('%c', ''), ...args.slice(styles)];
}

/** @param {unknown} value */
function absolutePath(value) {
  return typeof value === 'string' ? resolve(value) : undefined;
}

/** @param {unknown} value */
function allPaths(value) {
  return Array.isArray(value) ? value.flatMap((path) => absolutePath(path) ?? []) : [];
}
