import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Secret } from '../../../src/model/secret';
import type { SecretFilter } from '../../../src/model/secretFilter';
import type { SecretSource } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import { cases } from '../../support/cases';
import type { OpenProject } from '../../../src/vscode/core/openProject';
import { pageOf, type PendingCall, ScriptedSource, secrets, tags } from '../../support/builders';
import { projectOver } from '../../support/projects';
import { settled } from '../inventory/inventoryUnderTest';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod'] }], nameContains: [] };

/** A project at the service: its list, and what asks it. */
class ServedProject {
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
      { do: 'open' } as const,
      { do: 'open' } as const,
    ),
  },
);

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat(9).map((number) => number === 0);
}

describe('What is visible of the open project, whatever is done while answers come in any order', () => {
  it('is of that project and the filter that is on, and comes to an end with all of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30, size: 'max' }),
        fc.integer({ min: 0, max: 14 }),
        async (steps, size) => {
          const served: ServedProject[] = [];
          const open = (on?: SecretFilter): OpenProject => {
            const current = new ServedProject(size + served.length);
            served.push(current);
            const project = projectOver(current.source, {
              ...(on && { filter: on }),
              pageSize: 5,
              maxConcurrentPages: () => 2,
            });
            project.onDidChange(check);
            return project;
          };
          const check = (): void => {
            const current = served.at(-1)!;
            const { index, rows } = opened.visible.state;
            const wanted = new Set(opened.filter ? current.matching(opened.filter) : current.all);
            for (const each of index.unsorted) assert.ok(wanted.has(each), 'a row of something else');
            if (rows === 'whole') assert.equal(index.size, wanted.size, 'called whole and is not');
          };
          let opened = open();
          for (const each of steps) {
            if (each.do === 'answer') for (const project of served) project.answer(each.pick, each.isBroken);
            else if (each.do === 'load') void opened.load();
            else if (each.do === 'refresh') void opened.refresh();
            else if (each.do === 'cancel') opened.cancel();
            else if (each.do === 'open') {
              opened.dispose();
              opened = open(opened.filter);
            } else {
              await opened.setFilter(each.do === 'filter' ? filter : undefined);
              assert.equal(opened.filter, each.do === 'filter' ? filter : undefined);
            }
            check();
            await settled();
            check();
          }
          const ending = { isOver: false };
          const end = opened.refresh().then(() => (ending.isOver = true));
          for (let answers = 0; !ending.isOver && answers < 200; answers++) {
            for (const project of served) project.answer(0, false);
            await settled();
          }
          assert.ok(ending.isOver, 'the refresh does not end');
          await end;
          check();
          // A refresh shares the load that runs, which may have failed.
          const { rows, activity, lastEnd } = opened.visible.state;
          if (lastEnd === undefined) assert.equal(rows, 'whole');
          assert.equal(activity, undefined);
          opened.dispose();
        },
      ),
      { numRuns: cases(100) },
    );
  });
});
