// Running the build from a script.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './projectPaths.mjs';

/**
 * @param {readonly string[]} args for esbuild.mjs
 * @param {{ quiet?: boolean }} [options] quiet shows the build's messages only when it fails
 */
export async function build(args, { quiet = false } = {}) {
  const child = spawn(process.execPath, [join(projectRoot, 'esbuild.mjs'), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`The build failed:\n${output}`);
  }
  if (!quiet) {
    process.stdout.write(output);
  }
}
