import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Workbench } from './workbench';

interface PhotoOptions {
  readonly file: string;
  readonly folder: string;
  /** VS Code's name of the colour theme. */
  readonly theme: string;
  readonly size: { readonly width: number; readonly height: number };
}

/**
 * Opens the Secrets view on the sample secrets, as a newcomer does, waits for the rows, opens a tag and a value, and
 * saves a picture. Answers with what is in it; when rows do not come, the picture shows what came instead.
 */
export async function photographSampleSecrets({ file, folder, theme, size }: PhotoOptions): Promise<string> {
  const workbench = await Workbench.open({ folder, size, settings: { 'workbench.colorTheme': theme } });
  mkdirSync(dirname(file), { recursive: true });
  try {
    const view = await workbench.openView('CSMS', 'Secrets');
    await workbench.runCommand('CSMS: Explore Sample Secrets');
    const groups = await view.waitForRows('the groups of the sample secrets', (rows) => rows.length > 1);
    await view.expand(['env']);
    await view.expand(['env', 'prod']);
    await view.waitForRows('secrets', (rows) => rows.some(({ level }) => level === 3));
    return `${groups.length} groups`;
  } finally {
    await workbench.page.screenshot({ path: file });
    await workbench.close();
  }
}
