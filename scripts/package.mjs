// `npm run package`: the VSIX, its size and what is in it.
import { statSync } from 'node:fs';
import { bootstrap, fail } from './bootstrap.mjs';
import { packageExtension } from './packageExtension.mjs';

await bootstrap(import.meta.url);
try {
  const { vsix, files } = await packageExtension();
  console.log(files.join('\n'));
  console.log(`${vsix}: ${files.length} files, ${(statSync(vsix).size / 1024).toFixed(1)} KiB`);
} catch (error) {
  fail(`The package could not be made. ${error instanceof Error ? error.message : String(error)}`);
}
