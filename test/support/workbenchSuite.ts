import { after, afterEach, before } from 'mocha';
import { Workbench, type WorkbenchOptions } from './workbench';

/**
 * Opens one VS Code for the tests of a `describe` and closes it after them; a failing test leaves a picture behind.
 * Answers with a function, because the window opens only when the tests run.
 */
export function openWorkbenchForSuite(
  options: () => WorkbenchOptions | Promise<WorkbenchOptions> = () => ({}),
): () => Workbench {
  let workbench: Workbench | undefined;

  before(async () => {
    workbench = await Workbench.open(await options());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench?.screenshot(`failed ${this.currentTest.fullTitle()}`);
    }
  });

  after(async () => {
    await workbench?.close();
  });

  return () => {
    if (workbench === undefined) {
      throw new Error('The window is open only while tests run.');
    }
    return workbench;
  };
}
