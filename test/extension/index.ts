import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** How long a test may take, in ms. */
const timeout = 60_000;

/** Runs all suites inside VS Code. The result goes to the file that the environment names, for the script outside. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout, color: false, forbidOnly: true, forbidPending: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('all-suites');
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run((failed) => {
      const resultFile = process.env.CSMS_EXPLORER_RESULTS;
      const { passes } = runner.stats ?? { passes: 0 };
      if (resultFile !== undefined) writeFileSync(resultFile, JSON.stringify({ passed: passes, failed }));
      resolve(failed);
    });
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
