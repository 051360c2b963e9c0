// `npm run emulator`: the local CSMS and IAM. Standard output carries the emulator's one line of JSON and nothing else.
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { startOwnedProcess } from './process.mjs';
import { projectRoot } from './projectPaths.mjs';

await bootstrap(import.meta.url, { log: console.error });
const { build } = await import('../esbuild.mjs');
await build();
const program = join(projectRoot, 'dist', 'emulator.js');
const emulator = startOwnedProcess(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit((await emulator.ended) ?? 1);
