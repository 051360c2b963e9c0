// Bundles the extension host, the emulator, the details page and, with --tests, the suites that run inside VS Code.
import * as esbuild from 'esbuild';
import { glob, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

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

/** Resolves `all-suites` to imports of every test/extension/*.test.ts, so that no list is kept by hand. */
const allSuites = {
  name: 'all-suites',
  setup(build) {
    build.onResolve({ filter: /^all-suites$/ }, () => ({ path: 'all-suites', namespace: 'all-suites' }));
    build.onLoad({ filter: /.*/, namespace: 'all-suites' }, async () => {
      const files = (await Array.fromAsync(glob('test/extension/**/*.test.ts'))).sort();
      const contents = files.map((file) => `import ${JSON.stringify(path.resolve(file))};`).join('\n');
      return { contents, resolveDir: process.cwd(), watchFiles: files.map((file) => path.resolve(file)) };
    });
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20', // what VS Code 1.100, the oldest supported version, runs
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: watch ? 'silent' : 'warning',
  metafile: true,
  plugins: watch ? [reportProblems] : [],
};

/** @type {esbuild.BuildOptions} */
const page = {
  ...common,
  platform: 'browser',
  format: 'iife',
  target: 'chrome132', // what VS Code 1.100 shows pages with
  external: [],
  loader: { '.svg': 'text' },
};

/** The licences of what is bundled, which ask to be passed on with it. */
async function writeNotices(inputs) {
  const packages = new Set(inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(file)?.[1] ?? []));
  const notices = [...packages].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const [file] = (await readdir(folder)).filter((entry) => /^licen[cs]e/iu.test(entry));
    const text = file === undefined ? `Licence: ${license}` : await readFile(path.join(folder, file), 'utf8');
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  await writeFile('dist/ThirdPartyNotices.txt', (await Promise.all(notices)).join(`\n${'-'.repeat(80)}\n\n`));
}

const shipped = [
  { ...common, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist' },
  { ...common, entryPoints: { emulator: 'src/emulator/main.ts' }, outdir: 'dist' },
  { ...page, entryPoints: { details: 'src/webview/main.ts' }, outdir: 'dist' },
];
const builds = [...shipped];
if (tests) {
  builds.push({
    ...common,
    entryPoints: { index: 'test/extension/index.ts' },
    outdir: 'out/extension-tests',
    external: ['vscode', 'mocha'],
    plugins: [...common.plugins, allSuites],
  });
}

if (watch) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  if (production)
    await writeNotices(results.slice(0, shipped.length).flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (/\.(?:js|css)$/u.test(file)) console.error(`${file}: ${(bytes / 1024).toFixed(1)} KiB`);
    }
  }
}
