import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';

const files = globSync('src/**/*.ts');
const textOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

/** The files of the project that a file imports, if only for their types. */
function importsOf(file: string): readonly string[] {
  return ts
    .preProcessFile(textOf.get(file) ?? '')
    .importedFiles.map(({ fileName }) => `${path.join(path.dirname(file), fileName)}.ts`)
    .filter((imported) => textOf.has(imported));
}

describe('the structure of the code', () => {
  it('has no circle of imports, types included', () => {
    const imports = new Map(files.map((file) => [file, importsOf(file)]));
    assert.ok([...imports.values()].flat().length > files.length, 'imports are found');
    // A file that imports nothing that is left, or that nothing left imports, is in no circle.
    const left = new Set(files);
    let before: number;
    do {
      before = left.size;
      const imported = new Set([...left].flatMap((file) => imports.get(file) ?? []));
      for (const file of left) {
        if (!imported.has(file) || !imports.get(file)?.some((each) => left.has(each))) left.delete(file);
      }
    } while (left.size < before);
    assert.deepEqual([...left], []);
  });

  it('has no two exported types of one name', () => {
    const filesOf = new Map<string, string[]>();
    for (const [file, text] of textOf) {
      for (const [, name = ''] of text.matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gmu)) {
        filesOf.set(name, [...(filesOf.get(name) ?? []), file]);
      }
    }
    assert.deepEqual(
      [...filesOf].filter(([, all]) => all.length > 1),
      [],
    );
  });

  it('is where docs/architecture.md says', () => {
    const named = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/`([^`\s]+)`/gu)]
      .map(([, name = '']) => name)
      .filter((name) => /^[\w.*{},/-]+(?:\/|\.(?:ts|mjs|cjs|json|md))$/u.test(name));
    assert.ok(named.length > 10, 'paths are found');
    // A folder of src may be named without it, and a file beside the one named before it by its name alone.
    const isThere = (name: string) =>
      [name, `src/${name}`, `{src,test,scripts,docs}/**/${name}`].some((pattern) => globSync(pattern).length > 0);
    assert.deepEqual(
      named.filter((name) => !isThere(name)),
      [],
    );
  });
});
