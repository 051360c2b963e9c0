// `npm test`: everything that proves the project. `npm test -- unit` runs a part; the parts are in testSuites.mjs.
// The last line says how many checks passed and failed.
import { bootstrap, fail } from './bootstrap.mjs';

await bootstrap(import.meta.url);
const { suites } = await import('./testSuites.mjs');

const names = /** @type {(keyof typeof suites)[]} */ (Object.keys(suites));
const chosen = names.filter((name) => process.argv.includes(name));
const unknown = process.argv.slice(2).find((arg) => arg !== '--desktop' && !names.some((name) => name === arg));
if (unknown !== undefined) {
  fail(`There is no part "${unknown}". The parts are: ${names.join(', ')}.`);
}

let passed = 0;
let failed = 0;
for (const name of chosen.length > 0 ? chosen : names) {
  console.log(`\n— ${name} —`);
  try {
    const outcome = await suites[name]();
    passed += outcome.passed;
    failed += outcome.failed;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    failed += 1;
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
