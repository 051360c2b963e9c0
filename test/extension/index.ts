import { globSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import CountingReporter from '../../scripts/countingReporter.cjs';

/** How long a test may take, in ms. */
const timeout = 60_000;

/** Runs all suites inside VS Code. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout, color: false, forbidOnly: true, forbidPending: true, reporter: CountingReporter });
  for (const file of globSync('**/*.test.js', { cwd: __dirname }).sort()) mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
