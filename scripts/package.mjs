// `npm run package`: the VSIX, its size and what is in it.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { projectRoot } from './projectPaths.mjs';

await bootstrap(import.meta.url);
const { createVSIX, listFiles } = await import('@vscode/vsce');

const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const packagePath = process.argv[2] ?? join(projectRoot, `${name}-${version}.vsix`);
// vsce runs the script "vscode:prepublish", which makes the production build.
await createVSIX({ cwd: projectRoot, packagePath, dependencies: false });
for (const file of (await listFiles({ cwd: projectRoot, dependencies: false })).sort()) {
  console.log(file);
}
console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(1)} KiB`);
