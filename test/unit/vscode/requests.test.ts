import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LatestRequest, TagKeys } from '../../../src/vscode/quickInput/requests';
import { FakeSource, page, secret, tags } from '../../support/builders';
import { projectOver } from '../../support/projects';

interface Question {
  readonly signal: AbortSignal;
  readonly answer: (value: string) => void;
  readonly fail: (error: unknown) => void;
}

function questions() {
  const asked: Question[] = [];
  const request = (signal: AbortSignal) => new Promise<string>((answer, fail) => asked.push({ signal, answer, fail }));
  return { asked, request };
}

describe('the latest request', () => {
  it('cancels the question before, and drops its late answer', async () => {
    const { asked, request } = questions();
    const latest = new LatestRequest<string>();
    const [older, newer] = [latest.ask(request), latest.ask(request)];
    assert.equal(asked[0]!.signal.aborted, true);
    asked[0]!.answer('old');
    asked[1]!.answer('new');
    assert.deepEqual([await older, await newer], [undefined, 'new']);
  });

  it('is asked once after several changes', async () => {
    const { asked, request } = questions();
    const latest = new LatestRequest<string>(5);
    const answers = [latest.ask(request), latest.ask(request), latest.ask(request)];
    assert.deepEqual(await Promise.all(answers.slice(0, 2)), [undefined, undefined]);
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    asked[0]!.answer('one');
    assert.deepEqual([await answers[2], asked.length], ['one', 1]);
  });

  it('fails as its question does, unless nobody waits for that any more', async () => {
    const { asked, request } = questions();
    const latest = new LatestRequest<string>();
    const first = latest.ask(request);
    asked[0]!.fail(new TypeError('a defect'));
    await assert.rejects(first, TypeError);
    const second = latest.ask(request);
    latest.dispose();
    asked[1]!.fail(new TypeError('too late'));
    assert.equal(await second, undefined);
  });
});

describe('the tags of the project', () => {
  const source = new FakeSource(() => page([secret({ tags: tags('env=prod') })]));

  it('are those of the whole list, counted, once it is loaded', async () => {
    const project = projectOver(source, { client: { listProjectTags: () => assert.fail('the service is asked') } });
    await project.all.load();
    const tagKeys = new TagKeys(project, assert.ifError);
    await tagKeys.settled;
    assert.deepEqual(tagKeys.keys, [{ key: 'env', count: 1, values: [{ value: 'prod', count: 1 }] }]);
  });

  it('are those of the service before, without counts', async () => {
    const listProjectTags = () => Promise.resolve([{ key: 'env', values: ['prod', ''] }]);
    const tagKeys = new TagKeys(projectOver(source, { client: { listProjectTags } }), assert.ifError);
    assert.deepEqual(tagKeys.keys, []);
    await tagKeys.settled;
    const values = ['prod', ''].map((value) => ({ value, count: undefined }));
    assert.deepEqual(tagKeys.keys, [{ key: 'env', count: undefined, values }]);
  });

  it('are none, told once, when the service refuses, and untold when nobody waits any more', async () => {
    const errors: unknown[] = [];
    const listProjectTags = () => Promise.reject(new TypeError('a defect'));
    const ask = () => new TagKeys(projectOver(source, { client: { listProjectTags } }), (error) => errors.push(error));
    const tagKeys = ask();
    await tagKeys.settled;
    assert.deepEqual([tagKeys.keys, errors.length], [[], 1]);
    const closed = ask();
    closed.dispose();
    await closed.settled;
    assert.equal(errors.length, 1);
  });
});
