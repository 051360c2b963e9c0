import { CurrentProject } from '../../src/vscode/core/currentProject';
import type { OpenProject } from '../../src/vscode/core/openProject';

/** What surfaces read: a window in which that project is open, or in which nobody is signed in. */
export function windowOn(project?: OpenProject): CurrentProject {
  const current = new CurrentProject();
  current.replace(project);
  current.markReady();
  return current;
}
