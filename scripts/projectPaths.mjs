// Where things are in a checkout. Nothing here may import from node_modules: the entry points use it before
// anything is installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

export const nodeModules = join(projectRoot, 'node_modules');

/** Downloaded editors and browsers: git-ignored, safe to delete, shared by the demo and the tests. */
export const editorCache = join(projectRoot, '.vscode-test');

/** What a run leaves behind to be looked at: test results, screenshots. Git-ignored. */
export const outputFolder = join(projectRoot, 'out');

export const sampleWorkspace = join(projectRoot, 'test', 'fixtures', 'workspace');
