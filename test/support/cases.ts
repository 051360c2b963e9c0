import fc from 'fast-check';

/** What fast-check tries unless told otherwise; `npm run fuzz` tells it. */
const usualCases = 100;

/** How many cases a property that needs another number than the usual tries. `npm run fuzz` tries more of all. */
export function cases(count: number): number {
  return Math.ceil((count * (fc.readConfigureGlobal().numRuns ?? usualCases)) / usualCases);
}
