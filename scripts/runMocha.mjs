// Runs mocha on TypeScript suites in a process of its own and writes down what became of them.
// Arguments: the result file, the milliseconds a test may take, the suites.
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const [resultFile, timeout, ...files] = process.argv.slice(2);
const mocha = new Mocha({ timeout: Number(timeout), forbidOnly: true, forbidPending: true });
for (const file of files) {
  mocha.addFile(file);
}
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  const { passes } = runner.stats ?? { passes: 0 };
  writeFileSync(/** @type {string} */ (resultFile), JSON.stringify({ passed: passes, failed: failures }));
  process.exitCode = failures === 0 ? 0 : 1;
});
