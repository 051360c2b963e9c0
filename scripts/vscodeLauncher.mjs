#!/usr/bin/env node
// A VS Code executable made of npm packages. It takes the arguments that @vscode/test-electron hands to the real
// one, runs the tests they name in a real extension host, and exits with the tests' code. For machines that cannot
// download VS Code: `runTests({ vscodeExecutablePath: <this file>, … })`.
import { resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { launchBrowser } from './chromium.mjs';
import { startVscodeServer } from './vscodeServer.mjs';

/** A run that has not ended by then hangs, in ms. */
const runLimit = 540_000;

await bootstrap(import.meta.url);

const { values, positionals } = parseArgs({
  strict: false, // VS Code's many other arguments (--no-sandbox, --user-data-dir=…, …) mean nothing here
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
  },
});
if (values.extensionTestsPath === undefined) {
  fail('--extensionTestsPath is missing: this program runs tests. To open VS Code, use `npm start`.');
}
const server = await startVscodeServer({ testDriver: true, log: console.log });
const browser = await launchBrowser();
const page = await browser.newPage();
const address = server.windowUrl({
  ...(positionals[0] === undefined ? {} : { folder: resolve(positionals[0]) }),
  extensionDevelopmentPaths: (values.extensionDevelopmentPath ?? []).map((path) => resolve(path)),
  extensionTestsPath: resolve(values.extensionTestsPath),
});

/** @type {string[]} Most of it is VS Code's own: of interest only when the run goes wrong. */
const allMessages = [];
const code = await new Promise((done) => {
  const giveUp = (/** @type {string} */ reason) => {
    console.error(`${reason}\nThe VS Code server said:\n${server.output()}`);
    done(1);
  };
  // The two functions that VS Code's workbench looks for when its page is driven by a program.
  void page.exposeFunction('codeAutomationExit', done);
  void page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    const message = format(...args);
    allMessages.push(`${type}: ${message}`);
    // Mocha reports with a pattern and its parts; VS Code's own messages are whole sentences.
    if (args.length > 1 && /%[sd]/u.test(String(args[0]))) console.log(message);
  });
  page.once('crash', () => giveUp('The page with VS Code crashed.'));
  setTimeout(() => giveUp(`The tests were still running after ${runLimit / 1000} s.`), runLimit).unref();
  page.goto(address).catch((error) => giveUp(`The window did not open: ${error.message}`));
});
if (code !== 0) console.error(allMessages.join('\n'));
await browser.close();
await server.stop();
process.exit(code);
