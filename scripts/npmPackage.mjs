// Fetching an npm package that is a program rather than a dependency: too large, or too particular about its
// installation, to stand in package.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { whenThisProcessEnds } from './cleanup.mjs';
import { runNpm } from './npm.mjs';

/**
 * Makes `folder` from scratch, or not at all: `fill` works in a folder beside it, which takes its final name only
 * when everything has succeeded. An interrupted or a concurrent run can neither leave nor see half a folder.
 *
 * @param {string} folder
 * @param {(staging: string) => Promise<void>} fill
 */
export async function makeFolderOnce(folder, fill) {
  if (existsSync(folder)) {
    return;
  }
  const staging = `${folder}.${process.pid}.partial`;
  const discard = () => rmSync(staging, { recursive: true, force: true });
  const forget = whenThisProcessEnds(discard);
  mkdirSync(dirname(folder), { recursive: true });
  discard();
  mkdirSync(staging);
  try {
    await fill(staging);
    try {
      renameSync(staging, folder);
    } catch (error) {
      // Another run was faster; its folder is as good.
      if (!existsSync(folder)) {
        throw error;
      }
    }
  } finally {
    discard();
    forget();
  }
}

/**
 * Puts the files of one exact package into `folder`. None of the package's install scripts run, and the archive
 * must have the checksum that was pinned when the version was chosen.
 *
 * @param {{ name: string, version: string, integrity: string }} wanted
 * @param {string} folder an existing, empty folder
 */
export async function unpackNpmPackage({ name, version, integrity }, folder) {
  const answer = await runNpm(['pack', `${name}@${version}`, '--json', '--ignore-scripts'], { cwd: folder });
  const [packed] = /** @type {{ filename: string }[]} */ (JSON.parse(answer));
  if (packed === undefined) {
    throw new Error(`npm pack ${name}@${version} named no file.`);
  }
  const archive = join(folder, packed.filename);
  const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (actual !== integrity) {
    throw new Error(`The archive of ${name}@${version} has the checksum ${actual}; ${integrity} was expected.`);
  }
  // Linux, macOS and Windows 10 and later all bring a tar that reads .tgz.
  const tar = spawnSync('tar', ['-xzf', packed.filename, '--strip-components=1'], { cwd: folder, encoding: 'utf8' });
  if (tar.status !== 0) {
    throw new Error(`tar could not unpack ${packed.filename}: ${tar.error?.message ?? tar.stderr}`);
  }
  rmSync(archive);
}
