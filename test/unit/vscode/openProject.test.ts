import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import type { SecretSource } from '../../../src/model/secretPage';
import { ServiceError } from '../../../src/model/serviceError';
import type { OpenProject } from '../../../src/vscode/core/openProject';
import { FakeSource, page, ScriptedSource, secret } from '../../support/builders';
import { FakeFilters, type ProjectFacts, projectOver } from '../../support/projects';
import { summaryOf } from '../inventory/inventoryUnderTest';

const filter: SecretFilter = { tags: [], nameContains: ['a'] };
const [a, b] = [secret({ name: 'a' }), secret({ name: 'b' })];

function openProject(facts: ProjectFacts = {}) {
  const source: FakeSource = new FakeSource((_, call) => {
    const asked = source.filters[call - 1];
    return asked?.nameContains.includes('a') ? page([a]) : page([a, b]);
  });
  return { source, project: projectOver(source, facts) };
}

/** A project whose counts are answered by the test. */
function countedByHand(facts: ProjectFacts = {}) {
  const counts: { readonly signal: AbortSignal; answer(total: number): void; fail(error: Error): void }[] = [];
  const source: SecretSource = {
    listPage: () => Promise.resolve(page([a])),
    count: (_, signal) => new Promise((answer, fail) => counts.push({ signal, answer, fail })),
  };
  return { counts, project: projectOver(source, { filter, ...facts }) };
}

function names({ visible }: OpenProject): readonly string[] {
  return visible.state.index.secrets.map(({ name }) => name);
}

describe('what is visible of a project', () => {
  it('is everything without a filter', async () => {
    const { project } = openProject();
    await project.load();
    assert.deepEqual([names(project), project.total], [['a', 'b'], 2]);
  });

  it('is what the service gives for the kept filter, of a total that is counted', async () => {
    const { project } = openProject({ filter });
    await project.load();
    assert.deepEqual([names(project), project.total], [['a'], 2]);
    assert.equal(summaryOf(project.all.state).rows, 'none', 'a count is enough');
  });

  it('is cleared at once when the filter changes, is loaded then, and everything is still there without it', async () => {
    const { source, project } = openProject();
    await project.load();
    const filtering = project.setFilter(filter);
    await filtering;
    assert.deepEqual(names(project), []);
    await project.load();
    assert.deepEqual(names(project), ['a']);
    const asked = source.requests.length;
    await project.setFilter(undefined);
    assert.deepEqual(names(project), ['a', 'b']);
    assert.equal(source.requests.length, asked);
  });

  it('is everything under a filter without conditions', async () => {
    const { project } = openProject({ filter });
    await project.setFilter(noFilter);
    assert.equal(project.filter, undefined);
    assert.equal(project.visible, project.all);
  });

  it('stays when the filter cannot be kept', async () => {
    const filters = new FakeFilters();
    filters.set = () => Promise.reject(new Error('beyond the limits'));
    const { project } = openProject({ filters });
    await project.load();
    await assert.rejects(project.setFilter(filter), /beyond the limits/u);
    assert.deepEqual(names(project), ['a', 'b']);
  });

  it('is asked for anew by a refresh, with what search reads when that was loaded', async () => {
    const { source, project } = openProject({ filter });
    await project.load();
    await project.all.load();
    const before = source.requests.length;
    await project.refresh();
    assert.equal(source.requests.length, before + 2);
  });

  it('is not loaded by itself again after that failed', async () => {
    const source = new FakeSource(() => {
      throw new ServiceError({ kind: 'timeout', operation: 'x' });
    });
    const project = projectOver(source);
    await project.loadUnlessEnded();
    await project.loadUnlessEnded();
    assert.equal(source.requests.length, 1);
    await project.load();
    assert.equal(source.requests.length, 2, 'but when a person asks');
    await project.setFilter(undefined);
    assert.equal(source.requests.length, 2, 'and not by clearing a filter');
  });

  it('is not looked into when another project came while it was loaded', async () => {
    const { project } = openProject();
    const waiting = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
    const whileItLoads = project.loadAll(waiting);
    project.dispose();
    assert.deepEqual(
      [await whileItLoads, await projectOver(new FakeSource(() => page([a]))).loadAll(waiting)],
      [false, true],
    );
  });
});

describe('who listens to a project', () => {
  it('is told of its secrets and of the filter', async () => {
    const { project } = openProject();
    const told: string[] = [];
    project.onDidChange(({ kind }) => {
      if (kind === 'secrets') told.push(`${project.filter ? 'some' : 'all'} ${names(project).join('')}`);
    });
    await project.load();
    await project.setFilter(filter);
    await project.load();
    await project.setFilter(undefined);
    assert.deepEqual(told, ['all ab', 'some ', 'some a', 'all ab']);
  });

  it('is told of the total beside a filter, counted or loaded', async () => {
    const { counts, project } = countedByHand();
    const load = project.load();
    const totals: (number | undefined)[] = [];
    project.onDidChange(() => totals.push(project.total));
    counts[0]!.answer(7);
    await load;
    assert.equal(totals.at(-1), 7);
    await project.all.load();
    assert.equal(totals.at(-1), 1, 'what is loaded is surer than what was counted');
  });

  it('is told nothing once it is disposed, and what it asked is cancelled', async () => {
    const { counts, project } = countedByHand();
    const load = project.load();
    let told = 0;
    project.onDidChange(() => told++);
    project.dispose();
    assert.ok(counts[0]!.signal.aborted);
    counts[0]!.answer(1);
    await load;
    await project.all.load();
    assert.deepEqual([told, names(project)], [0, []]);
  });
});

describe('the total beside a filter', () => {
  it('is asked for once, however many want it', async () => {
    const { counts, project } = countedByHand();
    const loads = [project.load(), project.load()];
    assert.equal(counts.length, 1);
    counts[0]!.answer(7);
    await Promise.all(loads);
    assert.equal(project.total, 7);
  });

  it('is asked for anew by a refresh', async () => {
    const { counts, project } = countedByHand();
    const load = project.load();
    counts[0]!.answer(3);
    await load;
    const refresh = project.refresh();
    counts[1]!.answer(5);
    await refresh;
    assert.equal(project.total, 5);
  });

  it('is not worth a failure, but a defect is told', async () => {
    const { counts, project } = countedByHand();
    const load = project.load();
    counts[0]!.fail(new ServiceError({ kind: 'forbidden', operation: 'x', status: 403 }));
    await load;
    assert.deepEqual([names(project), project.total], [['a'], undefined]);
    const again = project.load();
    counts[1]!.fail(new TypeError('a defect'));
    await assert.rejects(again, TypeError);
  });
});

describe('a refresh', () => {
  it('lets a key that was refused be used once more, since a person asks', async () => {
    let trusted = 0;
    const { project } = openProject({ client: { resetCredential: () => (trusted += 1) } });
    await project.refresh();
    await project.refreshAll();
    assert.equal(trusted, 2);
  });
});

describe('cancelling', () => {
  it('ends the count and what a refresh began for search', async () => {
    const source = new ScriptedSource();
    const project = projectOver(source);
    const first = project.load();
    (await source.next()).answer(page([a, b]));
    await first;
    await project.setFilter(filter);
    (await source.next()).answer(page([a]));
    await project.load();
    const refresh = project.refresh();
    const calls = [await source.next(), await source.next()];
    project.cancel();
    assert.ok(calls.every(({ signal }) => signal.aborted));
    for (const call of calls) call.answer(page([]));
    await refresh;
    const { activity, index } = project.all.state;
    assert.deepEqual([activity, index.size], [undefined, 2]);
  });

  it('ends the count alone where nothing else runs', async () => {
    const { counts, project } = countedByHand();
    const load = project.load();
    await Promise.resolve();
    project.cancel();
    assert.ok(counts[0]!.signal.aborted);
    counts[0]!.answer(9);
    await load;
    assert.equal(project.total, undefined);
  });

  it('leaves alone what search reads anew, before a refresh here and after one', async () => {
    const source = new ScriptedSource();
    const project = projectOver(source);
    const first = project.load();
    (await source.next()).answer(page([a, b]));
    await first;
    await project.setFilter(filter);
    (await source.next()).answer(page([a]));
    await project.load();

    const searching = project.refreshAll();
    const ofSearch = await source.next();
    const refresh = project.refresh();
    const ofRefresh = await source.next();
    project.cancel();
    assert.deepEqual([ofSearch.signal.aborted, ofRefresh.signal.aborted], [false, true]);
    ofSearch.answer(page([a, b]));
    ofRefresh.answer(page([a]));
    await Promise.all([searching, refresh]);

    const second = project.refresh();
    for (const call of [await source.next(), await source.next()]) call.answer(page([a, b]));
    await second;
    const searchingAgain = project.refreshAll();
    const later = await source.next();
    project.cancel();
    assert.ok(!later.signal.aborted);
    later.answer(page([]));
    await searchingAgain;
  });

  it('leaves alone what search is loading', async () => {
    const source = new ScriptedSource();
    const project = projectOver(source);
    const searching = project.all.load();
    const call = await source.next();
    await project.setFilter(filter);
    project.cancel();
    assert.ok(!call.signal.aborted);
    call.answer(page([a, b]));
    await searching;
    assert.equal(summaryOf(project.all.state).rows, 'whole');
  });
});

describe('the sign-in of a project', () => {
  it('has expired when its time has come', () => {
    const clock = { time: 1000, now: () => clock.time };
    const { project } = openProject({ expiresAt: 2000, clock });
    assert.equal(project.isExpired, false);
    clock.time = 2000;
    assert.equal(project.isExpired, true);
    assert.equal(openProject().project.isExpired, false);
  });
});
