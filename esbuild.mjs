// Bundles the extension host, the emulator and the details page; with --tests, also the suites that run inside VS Code.
import * as esbuild from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { noticesOf } from './scripts/notices.mjs';

/** Stands for packages that axios needs for forms and for proxies of its own, which make a fifth of the bundle. */
const notBundled = 'data:text/javascript,export default class { constructor() { throw new Error("not bundled"); } }';

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20', // what VS Code 1.100, the oldest supported version, runs
  external: ['vscode'],
  alias: { 'form-data': notBundled, 'https-proxy-agent': notBundled },
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  outdir: 'dist',
};

/** @type {readonly esbuild.BuildOptions[]} */
const shipped = [
  { ...common, entryPoints: { extension: 'src/extension.ts' } },
  { ...common, entryPoints: { emulator: 'src/emulator/main.ts' } },
  {
    ...common,
    entryPoints: { details: 'src/webview/details/main.ts' },
    platform: 'browser',
    format: 'iife',
    target: 'chrome132', // what VS Code 1.100 shows pages with
    external: [],
    loader: { '.svg': 'text' },
  },
];

/** @type {esbuild.BuildOptions} */
const suites = {
  ...common,
  entryPoints: ['test/extension/index.ts', 'test/extension/**/*.test.ts'],
  outdir: 'out/extension-tests',
  external: ['vscode', 'mocha'],
};

/** Prints what the `$esbuild-watch` problem matcher in .vscode/tasks.json reads. */
const reportProblems = {
  name: 'report-problems',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        // An unresolved entry point has no location.
        const place = location ? `${location.file}:${location.line}:${location.column}: ` : '';
        console.error(`> ${place}error: ${text}`);
      }
      console.log('[watch] build finished');
    });
  },
};

/** @param {{ tests?: boolean }} [options] */
export async function build({ tests = false } = {}) {
  if (tests) await rm(path.join(import.meta.dirname, suites.outdir), { recursive: true, force: true }); // of removed suites
  return Promise.all([...shipped, ...(tests ? [suites] : [])].map((options) => esbuild.build(options)));
}

/** For the package: small, without source maps, with the licences of what is bundled. */
async function buildForProduction() {
  const results = await Promise.all(
    shipped.map((options) => esbuild.build({ ...options, minify: true, sourcemap: false })),
  );
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile('dist/ThirdPartyNotices.txt', await noticesOf(inputs));
  await mkdir('out', { recursive: true });
  await writeFile('out/bundled.json', JSON.stringify(inputs)); // for the tests of the package
  return results;
}

async function watch() {
  for (const options of shipped) {
    const context = await esbuild.context({ ...options, logLevel: 'silent', plugins: [reportProblems] });
    await context.watch();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const has = (option) => process.argv.includes(option);
  const results = has('--watch')
    ? await watch()
    : await (has('--production') ? buildForProduction() : build({ tests: has('--tests') }));
  for (const { metafile } of results ?? []) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (/\.(?:js|css)$/u.test(file)) console.error(`${file}: ${(bytes / 1024).toFixed(1)} KiB`);
    }
  }
}
