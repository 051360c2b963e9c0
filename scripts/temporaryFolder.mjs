import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenThisProcessEnds } from './cleanup.mjs';

/**
 * A new empty folder, removed by `remove()` or at the latest when this process ends.
 *
 * @param {string} purpose part of the folder's name, so that a leftover can be told
 * @returns {{ path: string, remove: () => void }}
 */
export function temporaryFolder(purpose) {
  const path = mkdtempSync(join(tmpdir(), `csms-explorer-${purpose}-`));
  const deleteIt = () => {
    try {
      // A process that has just been ended may still be writing its last file.
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch (error) {
      console.error(`Could not remove the temporary folder ${path}: ${String(error)}`);
    }
  };
  const forget = whenThisProcessEnds(deleteIt);
  return {
    path,
    remove: () => {
      forget();
      deleteIt();
    },
  };
}
