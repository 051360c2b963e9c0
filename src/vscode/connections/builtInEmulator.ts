import { createRequire } from 'node:module';
import path from 'node:path';
import type { StartEmulator } from './sampleService';

/**
 * Loads the emulator's own bundle at the moment it is first needed, so that people who never look at the samples do not
 * pay for it. Its module is known here by its shape only: the two share no code.
 */
export function startBuiltInEmulator(extensionPath: string): StartEmulator {
  return (options) => {
    const load = createRequire(path.join(extensionPath, 'dist', 'extension.js'));
    const emulator = load('./emulator.js') as { readonly startEmulator: StartEmulator };
    return emulator.startEmulator(options);
  };
}
