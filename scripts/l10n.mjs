// Writes l10n/bundle.l10n.json from the strings in the code, and says what the translations lack or no longer need.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

execFileSync(process.execPath, ['node_modules/@vscode/l10n-dev/dist/cli.js', 'export', '--outDir', 'l10n', 'src'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const keys = (file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')));
const source = keys('l10n/bundle.l10n.json');
const translated = keys('l10n/bundle.l10n.zh-cn.json');
const missing = source.filter((key) => !translated.includes(key));
const unused = translated.filter((key) => !source.includes(key));
for (const key of missing) console.log(`not translated: ${key}`);
for (const key of unused) console.log(`no longer used: ${key}`);
process.exitCode = missing.length + unused.length === 0 ? 0 : 1;
