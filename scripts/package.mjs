// `npm run package`: the file that people install.
import { statSync } from 'node:fs';
import { bootstrap, fail } from './bootstrap.mjs';
import { packageExtension } from './packageExtension.mjs';

await bootstrap(import.meta.url);
try {
  const { vsix, files } = await packageExtension();
  console.log([...files].sort().join('\n'));
  console.log(`${vsix}: ${files.length} files, ${(statSync(vsix).size / 1024).toFixed(0)} KiB`);
} catch (error) {
  fail(`The package could not be made. ${error instanceof Error ? error.message : String(error)}`);
}
