// The one way this project starts a browser.
import { chromiumProgram } from './chromiumProgram.mjs';

/**
 * Reasons: a test machine runs as root and without a graphics card, where the sandbox and the GPU process do not
 * start; and the browser's own background requests would only fill a closed network's refusals.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await chromiumProgram(),
    args: flags,
    // cleanup.mjs ends this process on a signal; playwright then ends the browser, as it does on every exit.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}
