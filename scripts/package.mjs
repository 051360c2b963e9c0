// `npm run package`: the VSIX, its size and what is in it. `--out FOLDER` puts it elsewhere than into the project's root.
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { projectRoot } from './projectPaths.mjs';

await bootstrap(import.meta.url);
const { PackageManager, createVSIX, listFiles } = await import('@vscode/vsce');
const { values } = parseArgs({ options: { out: { type: 'string', default: projectRoot } } });
const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const vsix = join(resolve(values.out), `${name}-${version}.vsix`);
try {
  // vsce runs the script "vscode:prepublish", which makes the production build. Everything is bundled, so node_modules
  // has no part in it.
  await createVSIX({ cwd: projectRoot, packagePath: vsix, dependencies: false });
} catch (error) {
  fail(`The package could not be made. ${error.message}`);
}
const files = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });
console.log(files.sort().join('\n'));
console.log(`${vsix}: ${files.length} files, ${(statSync(vsix).size / 1024).toFixed(1)} KiB`);
