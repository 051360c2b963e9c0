// `npm start`: a real VS Code with the extension and a sample workspace.
//   --screenshot FILE.png   opens the Secrets view on the sample secrets, saves a picture and exits
//   --desktop               opens desktop VS Code instead of one in the browser
//   --theme NAME            dark (unless told otherwise), light, hc-dark or hc-light
//   --size WIDTHxHEIGHT     of the picture, in pixels
//   --locale zh-cn          the extension in another language; VS Code's own words stay English
import { spawn, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './bootstrap.mjs';
import { temporaryFolder } from './process.mjs';
import { projectRoot, sampleWorkspace } from './projectPaths.mjs';

const themes = new Map([
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
  ['hc-dark', 'Default High Contrast'],
  ['hc-light', 'Default High Contrast Light'],
]);

await bootstrap(import.meta.url);
const options = readOptions();
console.log('Building…');
const { build } = await import('../esbuild.mjs');
await build();

// A copy, so that trying things out leaves the checkout as it is.
const folder = join(temporaryFolder('workspace').path, 'sample-workspace');
cpSync(sampleWorkspace, folder, { recursive: true });

if (options.desktop) {
  await openDesktop();
} else if (options.screenshot) {
  await takeScreenshot(resolve(options.screenshot));
} else {
  await openInBrowser();
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        desktop: { type: 'boolean', default: false },
        screenshot: { type: 'string' },
        theme: { type: 'string', default: 'dark' },
        size: { type: 'string', default: '1280x800' },
        locale: { type: 'string' },
      },
    });
    const [, width, height] =
      /^(\d+)x(\d+)$/u.exec(values.size) ?? fail('--size wants WIDTHxHEIGHT, such as 1280x800.');
    const theme = themes.get(values.theme) ?? fail(`--theme wants one of ${[...themes.keys()].join(', ')}.`);
    return { ...values, theme, size: { width: Number(width), height: Number(height) } };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function openInBrowser() {
  const { startVscodeServer } = await import('./vscodeServer.mjs');
  console.log('Starting VS Code…');
  const server = await startVscodeServer({
    extensions: [projectRoot],
    settings: { 'workbench.colorTheme': options.theme },
    log: console.log,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
  });
  console.log(`\nOpen this address in a browser:\n\n  ${server.windowUrl({ folder })}\n`);
  console.log('Then choose CSMS in the activity bar and "Explore sample secrets". Ctrl+C ends it.');
  await new Promise(() => {});
}

/** @param {string} file */
async function takeScreenshot(file) {
  console.log('Starting VS Code…');
  await import('tsx'); // what drives the window is shared with the tests, which are TypeScript
  const { photographSampleSecrets } = createRequire(import.meta.url)('../test/support/sampleSecretsPhoto.ts');
  const { theme, size, locale } = options;
  try {
    console.log(`${file}: ${await photographSampleSecrets({ file, folder, theme, size, locale })}`);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    fail(`The sample secrets could not be shown. ${file} is what could be seen instead, if VS Code started.`);
  }
}

async function openDesktop() {
  const program = await desktopProgram();
  console.log(`Opening ${program}…`);
  const args = ['--new-window', `--extensionDevelopmentPath=${projectRoot}`, '--disable-extensions', folder];
  const child = spawn(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const code = await new Promise((done) => {
    child.once('error', (error) => fail(`VS Code could not be started: ${error.message}`));
    child.once('exit', done);
  });
  if (code !== 0) {
    fail(`VS Code ended with exit code ${code}.`);
  }
  if (program === 'code') {
    console.log('The window stays open; Ctrl+C here removes the sample workspace.');
    await new Promise(() => {});
  }
  process.exit(0);
}

/** `code` where it is on the PATH, else a VS Code that test-electron downloads. */
async function desktopProgram() {
  if (spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status === 0) {
    return 'code';
  }
  console.log('`code` is not on the PATH; downloading VS Code…');
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    return fail(`VS Code could not be downloaded (${String(error)}). Run \`npm start\` without --desktop.`);
  }
}
