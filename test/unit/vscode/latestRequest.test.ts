import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LatestRequest } from '../../../src/vscode/quickInput/requests';

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
