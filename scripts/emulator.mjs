// `npm run emulator`: the local CSMS and IAM. Standard output carries the emulator's one line of JSON and nothing else.
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { startOwnedProcess } from './ownedProcess.mjs';
import { projectRoot } from './projectPaths.mjs';

await bootstrap(import.meta.url, { log: console.error });
await build([], { quiet: true });
const emulator = startOwnedProcess(
  process.execPath,
  [join(projectRoot, 'dist', 'emulator.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
const { code } = await emulator.ended;
process.exit(code ?? 1);
