import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Inventory } from '../../../src/inventory/inventory';
import { ShownSecrets } from '../../../src/inventory/shownSecrets';
import type { Secret } from '../../../src/model/secret';
import type { SecretFilter } from '../../../src/model/secretFilter';
import type { SecretSource } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import { cases } from '../../support/cases';
import { pageOf, type PendingCall, RecordingLogger, ScriptedSource, secrets, tags } from '../../support/builders';
import { settled } from './inventoryUnderTest';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod'] }], nameContains: [] };

/** A project: its list, and what asks it. */
class Project {
  readonly #asked = new ScriptedSource();
  readonly source: SecretSource = {
    listPage: (...question) => this.#asked.listPage(...question),
    count: async (of, signal) => (await this.#asked.listPage(of, { limit: 1, offset: 0 }, signal)).totalCount ?? 0,
  };
  readonly all: readonly Secret[];
  readonly answered = new Set<PendingCall>();

  constructor(size: number) {
    this.all = secrets(size).map((each, at) => (at % 3 === 0 ? { ...each, tags: tags('env=prod') } : each));
  }

  matching({ tags: [condition] }: SecretFilter): readonly Secret[] {
    return condition ? this.all.filter((each) => each.tags.length > 0) : this.all;
  }

  /** Answers one of the calls that wait, in any order, as it was asked: late answers come, too. */
  answer(pick: number, isBroken: boolean): void {
    const waiting = this.#asked.calls.filter((call) => !this.answered.has(call));
    const call = waiting[pick % waiting.length];
    if (!call) return;
    this.answered.add(call);
    if (isBroken) call.fail(new ServiceError({ kind: 'unavailable', operation: 'test', status: 503 }));
    else call.answer(pageOf(this.matching(call.filter), call.request));
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), pick: fc.nat(9), isBroken: rarely() }) },
  { weight: 3, arbitrary: fc.constantFrom({ do: 'load' } as const, { do: 'refresh' } as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { do: 'cancel' } as const,
      { do: 'filter' } as const,
      { do: 'noFilter' } as const,
      { do: 'connect' } as const,
      { do: 'connect' } as const,
      { do: 'disconnect' } as const,
    ),
  },
);

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat(9).map((number) => number === 0);
}

describe('What is shown, whatever is done while answers come in any order', () => {
  it('is of the connection and filter that are on, and comes to an end with all of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30, size: 'max' }),
        fc.integer({ min: 0, max: 14 }),
        async (steps, size) => {
          const newInventory = (): Inventory =>
            new Inventory({ clock: Date, logger: new RecordingLogger(), pageSize: 5, maxConcurrentPages: () => 2 });
          const [whole, filtered] = [newInventory(), newInventory()];
          const shown = new ShownSecrets(whole, filtered);
          const projects: Project[] = [];
          let current: Project | undefined;
          let on: SecretFilter | undefined;

          const check = (): void => {
            const { index, completeness } = shown.state;
            const wanted = new Set(current && (on ? current.matching(on) : current.all));
            for (const each of index.unsorted) assert.ok(wanted.has(each), 'a row of something else');
            if (completeness === 'whole') assert.equal(index.size, wanted.size, 'called whole and is not');
          };
          shown.onDidChange(check);

          for (const each of [{ do: 'connect' } as const, ...steps]) {
            if (each.do === 'answer') for (const project of projects) project.answer(each.pick, each.isBroken);
            else if (each.do === 'load') void shown.load();
            else if (each.do === 'refresh') void shown.refresh();
            else if (each.do === 'cancel') shown.cancel();
            else if (each.do === 'filter' || each.do === 'noFilter')
              shown.setFilter((on = each.do === 'filter' ? filter : undefined));
            else {
              current = each.do === 'connect' ? new Project(size + projects.length) : undefined;
              if (current) projects.push(current);
              shown.connect(current?.source, on);
            }
            check();
            await settled();
            check();
          }
          const ending = { isOver: false };
          const end = shown.refresh().then(() => (ending.isOver = true));
          for (let answers = 0; !ending.isOver && answers < 200; answers++) {
            for (const project of projects) project.answer(0, false);
            await settled();
          }
          assert.ok(ending.isOver, 'the refresh does not end');
          await end;
          check();
          // A refresh shares the load that runs, which may have failed.
          if (current && shown.state.failure === undefined) assert.equal(shown.state.completeness, 'whole');
          assert.equal(shown.state.loading, false);
          for (const each of [shown, whole, filtered]) each.dispose();
        },
      ),
      { numRuns: cases(100) },
    );
  });
});
