// The licences of what is bundled, which ask to be passed on with it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A package that is licensed otherwise is looked at by a person first. CC-BY-4.0 is for the icons of VS Code. */
export const allowedLicences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC-BY-4.0', 'ISC', 'MIT'];

const line = `\n${'-'.repeat(80)}\n\n`;

/**
 * The text that goes with the bundles.
 *
 * @param {readonly string[]} inputs of the bundles, as esbuild's metafile names them
 * @throws when a package is licensed otherwise than allowed or brings no text of its licence
 */
export async function noticesOf(inputs) {
  const folders = new Set(inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(file)?.[1] ?? []));
  return (await Promise.all([...folders].sort().map(noticeOf))).join(line);
}

/** @param {string} folder of a package */
async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  if (!allowedLicences.includes(license)) throw new Error(`${name} is licensed as ${license}, which is not allowed.`);
  const [file] = (await readdir(folder)).filter((entry) => /^licen[cs]e/iu.test(entry)).sort();
  if (file === undefined) throw new Error(`${name} brings no text of its licence, ${license}.`);
  const text = await readFile(path.join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
