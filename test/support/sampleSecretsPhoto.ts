import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../scripts/projectPaths.mjs';
import { Workbench } from './workbench';

interface PhotoOptions {
  readonly file: string;
  readonly folder: string;
  /** VS Code's name of the colour theme. */
  readonly theme: string;
  readonly size: { readonly width: number; readonly height: number };
  /** The extension's language, such as `zh-cn`; English unless given. */
  readonly locale?: string | undefined;
}

/** What the manifest calls things in that language. */
function manifestStrings(locale: string | undefined): Readonly<Record<string, string>> {
  const file = locale === undefined ? 'package.nls.json' : `package.nls.${locale}.json`;
  return JSON.parse(readFileSync(join(projectRoot, file), 'utf8')) as Record<string, string>;
}

/**
 * Opens the Secrets view on the sample secrets, as a newcomer does, waits for the rows, opens a tag and a value, and
 * saves a picture. Answers with what is in it; when rows do not come, the picture shows what came instead.
 */
export async function photographSampleSecrets({ file, folder, theme, size, locale }: PhotoOptions): Promise<string> {
  const strings = manifestStrings(locale);
  const workbench = await Workbench.open({
    folder,
    size,
    settings: { 'workbench.colorTheme': theme },
    ...(locale === undefined ? {} : { locale }),
  });
  mkdirSync(dirname(file), { recursive: true });
  try {
    const view = await workbench.openView('CSMS', strings['view.secrets.name'] ?? '');
    await workbench.runCommand(`CSMS: ${strings['command.exploreSampleSecrets.title'] ?? ''}`);
    const groups = await view.waitForRows('the groups of the sample secrets', (rows) => rows.length > 1);
    await view.expand(['env']);
    await view.expand(['env', 'prod']);
    await view.waitForRows('secrets', (rows) => rows.some(({ level }) => level === 3));
    await workbench.editor.open('main.tf');
    return `${groups.length} groups`;
  } finally {
    await workbench.page.screenshot({ path: file });
    await workbench.close();
  }
}
