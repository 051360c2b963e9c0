import assert from 'node:assert/strict';
import { Inventory, type InventoryState } from '../../../src/inventory/inventory';
import { noFilter } from '../../../src/model/secretFilter';
import type { ServiceErrorKind } from '../../../src/model/serviceError';
import { RecordingLogger } from '../../support/builders';
import { FaultServer } from '../../support/faultServer';
import { pagingFaultNames } from '../../support/faults/faults';
import { pageSize, type PagingFaultName, pagingFaults, twelve } from '../../support/faults/paging';
import { clientUnderTest } from '../csms/clientUnderTest';
import { summaryOf } from './inventoryUnderTest';

interface Expectation {
  /** Names in order; all twelve unless said. */
  readonly names?: readonly string[];
  /** Secrets that the service states and did not list. */
  readonly missing?: number;
  readonly unsettled?: true;
  readonly unreadable?: number;
  readonly failure?: ServiceErrorKind;
  /** How often the list is read; once unless said. Not told of a load that fails. */
  readonly passes?: number;
}

const firstFive = twelve.slice(0, 5);

const readAgain: Expectation = { passes: 2 };

/** Read again, since the total speaks of more, and the same once more. */
function lacking(missing: number, names: readonly string[] = twelve): Expectation {
  return { names, missing, passes: 2 };
}

const expectations: Readonly<Record<PagingFaultName, Expectation>> = {
  insertedInFront: { names: ['new', ...twelve], passes: 2 },
  vanishedInFront: { names: twelve.slice(1), passes: 2 },
  movedToTheEnd: readAgain,
  restless: { names: ['only in 2', 'only in 3', ...twelve], unsettled: true, passes: 3 },
  otherOrderOnce: readAgain,
  otherOrderOnAPage: lacking(3, [...twelve.slice(0, 7), 'r10', 'r11']),
  duplicateAcrossPages: readAgain,
  sameIdInOtherCase: { names: twelve.map((name) => (name === 'r04' ? 'R04' : name)), passes: 2 },

  offsetIgnored: lacking(7, firstFive),
  offsetIgnoredAndTotalOfThePage: { names: firstFive },
  offsetAsPageNumber: lacking(7, firstFive),
  limitIgnored: {},
  everythingEachTime: {},
  shorterThanTheLimit: {},
  cutShortInTheMiddle: {},
  emptyInTheMiddle: lacking(5, [...firstFive, 'r10', 'r11']),
  emptyInTheMiddleOnce: readAgain,
  nullInTheMiddle: lacking(5, [...firstFive, 'r10', 'r11']),
  allUnreadable: { names: [], unreadable: 12 },
  oneUnreadableOnEachPage: { names: twelve.filter((_, at) => at % 5 !== 1), unreadable: 3 },

  totalMissing: {},
  totalNull: {},
  totalAsText: {},
  totalNegative: {},
  totalZero: readAgain,
  totalTooSmall: readAgain,
  totalTooLarge: lacking(28),
  totalHuge: lacking(1_000_000_000 - 12),
  totalOfThePage: readAgain,
  totalOnTheFirstPageOnly: {},
  totalThatChanges: lacking(1),
  totalThatGrowsEachTime: lacking(2),

  zeroPastTheEnd: { names: twelve.slice(0, 10) },
  nullPastTheEnd: { names: twelve.slice(0, 10) },
  refusedPastTheEnd: { names: twelve.slice(0, 10), failure: 'rejected' },
  lastPageFails: { names: twelve.slice(0, 10), failure: 'unavailable' },
  secondReadingFails: { names: twelve, failure: 'unavailable' },
};

describe('A list in several pages that do not fit together', () => {
  let server: FaultServer;
  let passed = 0;
  before(async () => {
    server = await FaultServer.start();
  });
  after(async () => {
    await server.dispose();
    // eslint-disable-next-line no-console -- for whoever reads the output
    if (passed === pagingFaultNames.length) console.log(`    ${passed} faults of whole lists: all answered`);
  });

  for (const name of pagingFaultNames) {
    it(`is read as a whole, or says what is missing: ${name}`, async () => {
      server.play(pagingFaults[name]);
      const { state, log } = await load();
      const {
        names = twelve,
        missing = 0,
        unsettled = false,
        unreadable = 0,
        failure,
        passes = 1,
      } = expectations[name];
      assert.deepEqual(namesOf(state), [...names].sort());
      assert.equal(summaryOf(state).failure?.kind, failure);
      assert.equal(summaryOf(state).rows, failure === undefined ? 'whole' : 'partial');
      assert.equal(summaryOf(state).missing, missing, 'missing');
      assert.equal(summaryOf(state).unsettled, unsettled, 'unsettled');
      assert.equal(summaryOf(state).unreadable.length, unreadable, 'unreadable');
      const times = /reading the list (\d) times/u.exec(log)?.[1] ?? '1';
      if (failure === undefined) assert.equal(times, String(passes), 'passes');
      assert.equal(/The service states \d+ more secrets than it lists/u.test(log), missing > 0, 'said in the log');
      passed += 1;
    });
  }

  async function load(): Promise<{ readonly state: InventoryState; readonly log: string }> {
    const { client, clock } = clientUnderTest(server.endpoint);
    const logger = new RecordingLogger();
    const inventory = new Inventory(client, noFilter, { clock, logger, pageSize, maxConcurrentPages: () => 3 });
    await inventory.load();
    client.dispose();
    return { state: inventory.state, log: logger.lines.join('\n') };
  }
});

function namesOf({ index }: InventoryState): readonly string[] {
  return [...index.secrets].map(({ name }) => name).sort();
}
