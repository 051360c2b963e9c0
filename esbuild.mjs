// Bundles the extension host, the emulator, the details page and, with --tests, the suites that run inside VS Code.
import * as esbuild from 'esbuild';
import { glob, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { noticesOf } from './scripts/notices.mjs';

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

/** Comes with axios for forms and for proxies of its own, which `src/csms/http.ts` has no use for: a fifth of the bundle. */
const unused = {
  name: 'unused',
  setup(build) {
    build.onResolve({ filter: /^(?:form-data|https-proxy-agent)$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'unused',
    }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path: name }) => ({
      contents: `module.exports = class { constructor() { throw new Error('${name} is not bundled'); } };`,
    }));
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
  plugins: watch ? [unused, reportProblems] : [unused],
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
  if (production) {
    const inputs = results.slice(0, shipped.length).flatMap(({ metafile }) => Object.keys(metafile.inputs));
    await writeFile('dist/ThirdPartyNotices.txt', await noticesOf(inputs));
    await mkdir('out', { recursive: true });
    await writeFile('out/bundled.json', JSON.stringify(inputs)); // for the tests of the package
  }
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (/\.(?:js|css)$/u.test(file)) console.error(`${file}: ${(bytes / 1024).toFixed(1)} KiB`);
    }
  }
}
