// Mocha's usual report for people, and a file for scripts/test.mjs, which adds up several runs.
'use strict';

const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const Mocha = require('mocha');

/**
 * @typedef {object} Failure
 * @property {string} title
 * @property {string} message
 * @property {string} stack
 *
 * @typedef {object} TestResults
 * @property {number} passed
 * @property {number} failed a hook that failed counts too
 * @property {number} skipped
 * @property {Failure[]} failures
 */

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

class Reporter extends Mocha.reporters.Spec {
  constructor(/** @type {Mocha.Runner} */ runner, /** @type {Mocha.MochaOptions} */ options) {
    super(runner, options);
    /** @type {TestResults} */
    const results = { passed: 0, failed: 0, skipped: 0, failures: [] };
    runner.on(EVENT_TEST_PASS, () => (results.passed += 1));
    runner.on(EVENT_TEST_PENDING, () => (results.skipped += 1));
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      results.failed += 1;
      results.failures.push({ title: test.fullTitle(), message: error?.message ?? String(error), stack: error?.stack ?? '' });
    });
    runner.once(EVENT_RUN_END, () => {
      const file = process.env['CSMS_EXPLORER_TEST_RESULTS'];
      if (file !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify(results));
      }
    });
  }
}

module.exports = Reporter;
