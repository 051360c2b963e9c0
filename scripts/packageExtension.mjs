import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './command.mjs';
import { projectRoot } from './projectPaths.mjs';

/**
 * Builds the extension for production and packs it.
 *
 * @param {{ into?: string }} [options] the folder for the package, the project's root unless told otherwise
 * @returns {Promise<{ vsix: string, files: string[] }>} the package's path and the files in it
 */
export async function packageExtension({ into = projectRoot } = {}) {
  if (!(await runNode(['esbuild.mjs', '--production'], { stdoutToStderr: true }))) {
    throw new Error('The extension could not be built.');
  }
  const { createVSIX, listFiles } = await import('@vscode/vsce');
  const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const vsix = join(into, `${name}-${version}.vsix`);
  // Everything is bundled, so node_modules has no part in it.
  await createVSIX({ cwd: projectRoot, packagePath: vsix, dependencies: false, allowMissingRepository: true });
  return { vsix, files: await listFiles({ cwd: projectRoot, dependencies: false }) };
}
