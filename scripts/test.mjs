// `npm test`: everything that proves the project. `npm test -- unit` runs a part; the parts are in testSuites.mjs.
// The last line says how many checks passed and failed.
import { bootstrap, fail } from './bootstrap.mjs';

await bootstrap(import.meta.url);
const { readers, suites } = await import('./testSuites.mjs');

const names = /** @type {(keyof typeof suites)[]} */ (Object.keys(suites));
const chosen = names.filter((name) => process.argv.includes(name));
const unknown = process.argv.slice(2).find((arg) => arg !== '--desktop' && !names.some((name) => name === arg));
if (unknown !== undefined) {
  fail(`There is no part "${unknown}". The parts are: ${names.join(', ')}.`);
}

/** @param {keyof typeof suites} name */
async function run(name) {
  console.log(`\n— ${name} —`);
  try {
    return await suites[name]();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

const wanted = chosen.length > 0 ? chosen : names;
// What only reads the code may do so at once.
const outcomes = await Promise.all(wanted.filter((name) => readers.includes(name)).map(run));
for (const name of wanted.filter((each) => !readers.includes(each))) {
  outcomes.push(await run(name));
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
