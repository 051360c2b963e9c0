// A real VS Code that comes from the npm registry alone: code-server contains the VS Code server and the web
// workbench in lib/vscode. Only that part is used. It is not in package.json because its install script compiles
// native modules, which needs headers that many machines lack, and because it weighs 600 MB.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from './bootstrap.mjs';
import { makeFolderOnce } from './process.mjs';
import { editorCache } from './projectPaths.mjs';

const codeServer = {
  version: '4.139.1',
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  vscodeVersion: '1.139.1', // for messages
};

/**
 * Fetches the server the first time, which takes about half a minute.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string>} the path of the server program, to be run by the pinned Node
 */
export async function vscodeServerProgram(log) {
  const folder = join(editorCache, `code-server-${codeServer.version}`);
  const vscode = join(folder, 'lib', 'vscode');
  await makeFolderOnce(folder, async (staging) => {
    log(`Fetching VS Code ${codeServer.vscodeVersion} from the npm registry (once, about 50 MB)…`);
    await unpackCodeServer(staging);
    await runNpm(['install', '--omit=dev', '--ignore-scripts'], { cwd: join(staging, 'lib', 'vscode') });
  });
  const replacement = fileURLToPath(new URL('spdlogReplacement.cjs', import.meta.url));
  copyFileSync(replacement, join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
  return join(vscode, 'out', 'server-main.js');
}

/**
 * None of the package's install scripts run, and the archive must have the checksum that was pinned when the version
 * was chosen.
 *
 * @param {string} folder an existing, empty folder
 */
async function unpackCodeServer(folder) {
  const name = `code-server@${codeServer.version}`;
  const [packed] = JSON.parse(await runNpm(['pack', name, '--json', '--ignore-scripts'], { cwd: folder }));
  const archive = join(folder, packed.filename);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== codeServer.integrity) {
    throw new Error(`The archive of ${name} has the checksum ${integrity}; ${codeServer.integrity} was expected.`);
  }
  // Linux, macOS and Windows 10 and later all bring a tar that reads .tgz.
  const tar = spawnSync('tar', ['-xzf', packed.filename, '--strip-components=1'], { cwd: folder, encoding: 'utf8' });
  if (tar.status !== 0) {
    throw new Error(`tar could not unpack ${packed.filename}: ${tar.error?.message ?? tar.stderr}`);
  }
  rmSync(archive);
}
