import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'mocha';
import {
  commandIds,
  contextKeys,
  rowContexts,
  settingIds,
  settingSection,
  viewIds,
  viewStates,
  webviewIds,
} from '../../src/ids';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: unknown;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Record<string, { readonly scope: string }> };
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
    readonly views: Record<string, readonly { readonly id: string }[]>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly viewsWelcome: readonly { readonly when: string }[];
  };
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const { contributes } = manifest;

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function sorted(items: Iterable<string>): string[] {
  return [...new Set(items)].sort();
}

/** Every file of the code, as one text. */
function sourceText(folder = 'src'): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

describe('the manifest and the code', () => {
  it('contribute and know the same commands', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(Object.values(commandIds)));
  });

  it('know the same settings', () => {
    const ids = Object.values(settingIds).map((id) => `${settingSection}.${id}`);
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(ids));
  });

  it('let no workspace choose what steers the network', () => {
    const { endpoint, iamEndpoint, requestTimeoutSeconds, maxConcurrentRequests } = settingIds;
    for (const id of [endpoint, iamEndpoint, requestTimeoutSeconds, maxConcurrentRequests]) {
      assert.equal(contributes.configuration.properties[`${settingSection}.${id}`]?.scope, 'application');
    }
  });

  it('work in untrusted and virtual workspaces', () => {
    const supported = { supported: true };
    assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: supported, virtualWorkspaces: supported });
  });

  it('know the same views', () => {
    const ids = [
      ...contributes.viewsContainers.activitybar.map(({ id }) => id),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)),
    ];
    assert.deepEqual(sorted(ids), sorted(Object.values(viewIds)));
  });

  it('wake the extension for documents, once the window is ready, and for each panel that a window restores', () => {
    assert.deepEqual(
      sorted(manifest.activationEvents),
      sorted(['onStartupFinished', ...Object.values(webviewIds).map((id) => `onWebviewPanel:${id}`)]),
    );
  });

  it('use the same context keys', () => {
    const names = new Set([
      ...Object.values(commandIds),
      ...Object.values(viewIds),
      ...Object.values(webviewIds),
      ...Object.keys(contributes.configuration.properties),
    ] as string[]);
    const used = [...manifestText.matchAll(/csmsExplorer(?:\.\w+)+/gu)]
      .map(([name]) => name)
      .filter((name) => !names.has(name));
    assert.deepEqual(sorted(used), sorted(Object.values(contextKeys)));
  });

  it('use the same row contexts', () => {
    const words = sorted(Object.values(rowContexts).flatMap((context) => context.split(' ')));
    const tested = contributes.menus['view/item/context']?.flatMap(({ when }) =>
      [...(when ?? '').matchAll(/viewItem [=~]+ \/?(\S+)/gu)].flatMap(
        ([, pattern]) => (pattern ?? '').replaceAll('\\b', '').match(/[a-z]+/gu) ?? [],
      ),
    );
    for (const word of tested ?? []) assert.ok(words.includes(word), `no row has the context ${word}`);
  });

  it('have a welcome text for each way of being empty, and for no other', () => {
    const withoutText: readonly string[] = ['starting', 'loading', 'rows'];
    // A state may have several, for other circumstances.
    const welcomed = contributes.viewsWelcome.map(
      ({ when }) => new RegExp(`${contextKeys.viewState} == (\\w+)`, 'u').exec(when)?.[1] ?? '',
    );
    assert.deepEqual(
      sorted([...new Set(welcomed)]),
      sorted(viewStates.filter((state) => !withoutText.includes(state))),
    );
  });

  it('hide from the palette what needs a row', () => {
    const hidden = contributes.menus.commandPalette
      ?.filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    for (const id of [
      commandIds.copyId,
      commandIds.copyName,
      commandIds.copyAsJson,
      commandIds.openInConsole,
      commandIds.showMore,
      commandIds.retry,
    ]) {
      assert.ok(hidden?.includes(id), `${id} stands in the palette`);
    }
  });

  it('use every command that is declared', () => {
    const code = sourceText('src/vscode');
    for (const name of Object.keys(commandIds)) assert.match(code, new RegExp(`commandIds\\.${name}\\b`, 'u'));
  });
});

describe('both languages', () => {
  it('say everything that the manifest shows, and nothing else', () => {
    const used = sorted([...manifestText.matchAll(/"%([^%"]+)%"/gu)].map(([, key]) => key ?? ''));
    assert.deepEqual(sorted(Object.keys(readJson('package.nls.json'))), used);
    assert.deepEqual(sorted(Object.keys(readJson('package.nls.zh-cn.json'))), used);
  });

  it('leave no visible string in the manifest itself', () => {
    for (const [, name, value] of manifestText.matchAll(
      /"(title|contents|description|markdownDescription|name|label)": "([^"]*)"/gu,
    )) {
      if (name === 'name' && value === 'csms-explorer') continue;
      assert.match(value ?? '', /^%.+%$/u);
    }
  });

  it('say everything that the code shows, and nothing else', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'csms-l10n-'));
    try {
      execFileSync(
        process.execPath,
        ['node_modules/@vscode/l10n-dev/dist/cli.js', 'export', '--outDir', folder, 'src'],
        { stdio: 'ignore' },
      );
      const source = readJson(path.join(folder, 'bundle.l10n.json'));
      assert.deepEqual(readJson('l10n/bundle.l10n.json'), source, 'npm run l10n brings the bundle up to date');
      assert.deepEqual(sorted(Object.keys(readJson('l10n/bundle.l10n.zh-cn.json'))), sorted(Object.keys(source)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keep the placeholders of every sentence', () => {
    const translated = readJson('l10n/bundle.l10n.zh-cn.json');
    for (const [key, value] of Object.entries(translated)) {
      const placeholders = (text: string) => sorted(text.match(/\{\d\}/gu) ?? []);
      assert.deepEqual(placeholders(String(value)), placeholders(key), key);
    }
  });
});
