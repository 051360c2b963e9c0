import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const { '': root, ...locked } = lock.packages;

describe('what the project is built from', () => {
  it('is named in exact versions', () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/u, name);
      assert.equal(locked[`node_modules/${name}`]?.version, version, name);
    }
  });

  it('is locked as the manifest has it', () => {
    assert.equal(lock.lockfileVersion, 3);
    assert.deepEqual(root?.dependencies, dependencies);
    assert.deepEqual(root.devDependencies, devDependencies);
  });

  it('is locked by content and comes from the registry, from no address of its own', () => {
    assert.ok(Object.keys(locked).length > 100);
    for (const [path, { version, integrity, resolved, link }] of Object.entries(locked)) {
      assert.match(integrity ?? '', /^sha512-[A-Za-z0-9+/]{86}==$/u, path);
      assert.match(version ?? '', /^\d+\.\d+\.\d+/u, path);
      assert.deepEqual([resolved, link], [undefined, undefined], path);
      for (const [name, range] of Object.entries(lock.packages[path]?.dependencies ?? {})) {
        assert.doesNotMatch(range.replace(/^npm:@?[^@]*@/u, ''), /[/:]/u, `${path} needs ${name}`);
      }
    }
  });

  it('runs programs of these packages only when it is installed', () => {
    const withScripts = Object.entries(locked).flatMap(([path, each]) => (each.hasInstallScript ? [path] : []));
    assert.deepEqual(withScripts.sort(), [
      'node_modules/@vscode/vsce-sign',
      'node_modules/esbuild',
      'node_modules/node',
    ]);
  });

  it('does nothing by itself when it is installed', () => {
    const byItself = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'vscode:uninstall'];
    assert.deepEqual(
      Object.keys(scripts).filter((name) => byItself.includes(name)),
      [],
    );
  });
});
