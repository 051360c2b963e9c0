import assert from 'node:assert/strict';
import { multiSelect } from '../../src/vscode/quickInput/multiSelect';
import { ask, back } from '../../src/vscode/quickInput/prompt';
import { inputStep } from '../../src/vscode/quickInput/steps';
import { FakePrompts } from '../support/fakePrompts';
import { WatchedEditor } from '../support/watchedEditor';

describe('what all prompts share', () => {
  let prompts: FakePrompts;
  beforeEach(() => {
    prompts = new FakePrompts();
  });
  afterEach(() => prompts.dispose());

  describe('a list', () => {
    const list = (fitting: (text: string) => readonly string[]) => ({
      title: 'List',
      placeholder: '',
      items: (text: string) => fitting(text).map((label) => ({ label, rowId: label })),
      onEnter: ({ label }: { readonly label: string }) => label,
    });

    it('takes the first row until the editor has told which of the new rows is highlighted', async () => {
      const outcome = ask(list((text) => (text === '' ? ['old'] : ['first', 'second'])));
      const prompt = await prompts.next('List');
      prompt.activeItems = prompt.items;
      prompt.type('x');
      prompt.enter();
      assert.equal(await outcome, 'first');
    });

    it('takes no row that the editor has hidden', async () => {
      const items = [{ label: 'one' }];
      const outcome = ask({ title: 'List', placeholder: '', items, onEnter: ({ label }) => label });
      const prompt = await prompts.next('List');
      prompt.type('zzz'); // The editor finds nothing, and highlights nothing.
      prompt.enter();
      prompt.dismiss();
      assert.equal(await outcome, undefined);
    });

    it('draws what was loaded meanwhile, and keeps the row that is highlighted', async () => {
      let rows = ['a', 'b'];
      let loaded: (() => void) | undefined;
      const loading = new Promise<void>((resolve) => (loaded = resolve));
      const outcome = ask({ ...list(() => rows), loading });
      const prompt = await prompts.next('List');
      prompt.activeItems = [prompt.row('b')];
      rows = ['new', 'a', 'b'];
      loaded?.();
      await prompt.until(({ length }) => length === 3);
      prompt.enter();
      assert.equal(await outcome, 'b');
    });

    it('goes back, and ends with its signal', async () => {
      const left = ask({ ...list(() => ['a']), canGoBack: true });
      (await prompts.next('List')).goBack();
      assert.equal(await left, back);
      assert.equal(await ask({ ...list(() => ['a']), signal: AbortSignal.abort() }), undefined);
    });
  });

  describe('a box whose text is tried out', () => {
    it('stays open with the problem, and ends the attempt when it is left', async () => {
      const tried: { readonly text: string; readonly signal: AbortSignal }[] = [];
      const outcome = inputStep({
        title: 'Box',
        prompt: '',
        validate: (text) => (text === 'bad' ? 'It is bad.' : undefined),
        tryOut: (text, signal) => {
          tried.push({ text, signal });
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve('too late')));
        },
      });
      const box = await prompts.next('Box');
      box.type('bad');
      box.enter();
      assert.equal(box.validationMessage, 'It is bad.');
      await new Promise((resolve) => setImmediate(resolve)); // until the attempt that was refused has ended
      box.type('good');
      box.enter();
      assert.deepEqual([tried[0]?.text, tried[0]?.signal.aborted], ['good', false]);
      box.goBack();
      assert.equal(await outcome, back);
      assert.deepEqual([tried.length, tried[0]?.signal.aborted], [1, true]);
    });
  });

  describe('a list of which several rows are ticked', () => {
    const rows = ['a', 'b', 'c'].map((value) => ({ label: value, value }));
    const frame = { title: 'Tick', placeholder: '', items: rows, ticked: [] as readonly string[] };

    it('gives the values in the order of ticking', async () => {
      const outcome = multiSelect({ ...frame, ticked: ['c'] });
      const prompt = await prompts.next('Tick');
      prompt.tick('a', 'c');
      prompt.tick('a', 'b', 'c');
      prompt.enter();
      assert.deepEqual(await outcome, ['c', 'a', 'b']);
    });

    it('ticks with Enter what was typed for, and takes the highlighted row when none is ticked', async () => {
      const outcome = multiSelect(frame);
      const prompt = await prompts.next('Tick');
      prompt.type('B');
      prompt.enter();
      assert.equal(prompt.value, '');
      assert.deepEqual(prompt.ticked, ['b']);
      prompt.enter();
      assert.deepEqual(await outcome, ['b']);
      const untouched = multiSelect(frame);
      (await prompts.next('Tick')).enter();
      assert.deepEqual(await untouched, ['a']);
    });

    it('tells why the ticked ones do not work, and stays open', async () => {
      const editor = new WatchedEditor();
      const shown = new FakePrompts();
      try {
        let problem: string | undefined = 'They do not work.';
        const outcome = multiSelect({
          ...frame,
          ticked: ['b'],
          tryOut: () => Promise.resolve(problem),
        });
        const prompt = await shown.next('Tick');
        prompt.enter();
        while (!editor.sinks.has('notifications')) await new Promise((resolve) => setImmediate(resolve));
        assert.match(String(editor.sinks.get('notifications')), /They do not work\./u);
        problem = undefined;
        while (prompt.busy) await new Promise((resolve) => setImmediate(resolve));
        prompt.enter();
        assert.deepEqual(await outcome, ['b']);
      } finally {
        shown.dispose();
        editor.dispose();
      }
    });
  });
});
