// A real VS Code that comes from the npm registry alone: code-server contains the VS Code server and the web
// workbench in lib/vscode. Only that part is used. It is not in package.json because its install script compiles
// native modules, which needs headers that many machines lack, and because it weighs 600 MB.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolderOnce, unpackNpmPackage } from './npmPackage.mjs';
import { runNpm } from './npm.mjs';
import { editorCache } from './projectPaths.mjs';

const codeServer = {
  name: 'code-server',
  version: '4.139.1',
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** Native modules that VS Code misses, and what stands in for them. It does without the others. */
const replacements = { spdlog: 'spdlogReplacement.cjs', 'native-watchdog': 'watchdogReplacement.cjs' };

/** The VS Code version inside that package, for messages. */
export const vscodeServerVersion = '1.139.1';

/**
 * Fetches the server the first time, which takes about half a minute.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string>} the path of the server program, to be run by the pinned Node
 */
export async function vscodeServerProgram(log) {
  const folder = join(editorCache, `code-server-${codeServer.version}`);
  await makeFolderOnce(folder, async (staging) => {
    log(`Fetching VS Code ${vscodeServerVersion} from the npm registry (once, about 50 MB)…`);
    await unpackNpmPackage(codeServer, staging);
    await runNpm(['install', '--omit=dev', '--ignore-scripts'], { cwd: join(staging, 'lib', 'vscode') });
  });
  const vscode = join(folder, 'lib', 'vscode');
  for (const [name, replacement] of Object.entries(replacements)) {
    const source = fileURLToPath(new URL(replacement, import.meta.url));
    copyFileSync(source, join(vscode, 'node_modules', '@vscode', name, 'index.js'));
  }
  return join(vscode, 'out', 'server-main.js');
}
