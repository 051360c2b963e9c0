// For the tests that judge changed code: properties try the same few cases every time, and a test that waits for what
// never comes fails before the whole run is given up.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 10, seed: 1 });

const testLimitMs = 10_000;

export const mochaHooks = {
  /** @this {import('mocha').Context} */
  beforeEach() {
    this.currentTest?.timeout(testLimitMs);
  },
};
