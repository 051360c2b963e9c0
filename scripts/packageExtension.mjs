import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './projectPaths.mjs';

/**
 * Packs the extension as people install it.
 *
 * @param {{ into?: string }} [options] the folder for the package, the project's root unless told otherwise
 * @returns {Promise<{ vsix: string, files: string[] }>} the package's path and what is in it, sorted
 */
export async function packageExtension({ into = projectRoot } = {}) {
  const { PackageManager, createVSIX, listFiles } = await import('@vscode/vsce');
  const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const vsix = join(into, `${name}-${version}.vsix`);
  // vsce runs the script "vscode:prepublish", which makes the production build. Everything is bundled, so
  // node_modules has no part in it.
  await createVSIX({ cwd: projectRoot, packagePath: vsix, dependencies: false });
  return { vsix, files: (await listFiles({ cwd: projectRoot, packageManager: PackageManager.None })).sort() };
}
