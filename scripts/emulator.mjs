// `npm run emulator -- --secrets 50`: builds the emulator and runs it. Standard output carries nothing but the
// emulator's own line, for programs to read.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, fail } from './bootstrap.mjs';
import { runNode } from './command.mjs';
import { projectRoot } from './projectPaths.mjs';

await bootstrap(import.meta.url, { log: console.error });
if (!(await runNode(['esbuild.mjs'], { stdoutToStderr: true }))) {
  fail('The emulator could not be built.');
}
// In this very process: its arguments, its signals and its exit code need no passing on.
await import(pathToFileURL(join(projectRoot, 'dist', 'emulator.js')).href);
