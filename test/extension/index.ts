import Mocha from 'mocha';
import path from 'node:path';

/** This file is bundled to out/extension-tests/index.js. */
const projectRoot = path.resolve(__dirname, '..', '..');

/**
 * What VS Code calls in its extension host. Rejects when a test fails, which makes VS Code end with a code other
 * than 0; the details are in the file that scripts/mochaReporter.cjs writes.
 */
export async function run(): Promise<void> {
  const grep = process.env['CSMS_EXPLORER_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    reporter: path.join(projectRoot, 'scripts', 'mochaReporter.cjs'),
    ...(grep === undefined ? {} : { grep }),
  });
  // Suites register themselves when they are loaded, and need mocha's globals by then.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('all-suites');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) {
    throw new Error(`${failures} tests failed.`);
  }
}
