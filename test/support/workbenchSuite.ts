import { after, afterEach, before, it } from 'mocha';
import { Workbench, type WorkbenchOptions } from './workbench';

/** How long a step of a scenario may take on average, in ms. */
const stepLimit = 60_000;

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

/** Adds a step: its name, which a failure tells, and what is done and seen in it. */
type Step = (name: string, run: () => void | Promise<void>) => void;

/** A chain of steps as one test: each begins where the one before it ended, so the first that fails ends it. */
export function scenario(title: string, define: (step: Step) => void): void {
  const steps: Parameters<Step>[] = [];
  define((...step) => steps.push(step));
  it(title, async function () {
    this.timeout(steps.length * stepLimit);
    for (const [name, run] of steps) {
      try {
        await run();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${name}: ${reason}`, { cause: error });
      }
    }
  });
}
