import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { namesIn } from '../../../src/references/secretNames';
import { assertNames, assertSpansIn, fixture } from './markedText';

function yaml(marked: string): void {
  assertNames(marked, 'yaml');
}

function json(marked: string): void {
  assertNames(marked, 'json');
}

/** A class with lines under `parameters`. */
function withParameters(...lines: readonly string[]): string {
  const head = ['kind: SecretProviderClass', 'spec:', '  provider: cce', '  parameters:'];
  return [...head, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

/** A class with lines in `objects`. */
function withObjects(...lines: readonly string[]): string {
  return withParameters('objects: |', ...lines.map((line) => `  ${line}`));
}

/** A manifest in JSON whose `objects` is the marked text, written as a JSON string. */
function jsonManifest(objects: string): string {
  return `{"kind":"SecretProviderClass","spec":{"parameters":{"objects":${JSON.stringify(objects)}}}}`;
}

describe('names of secrets in a SecretProviderClass', () => {
  for (const [name, syntax, expected] of [
    [
      'payments-spc.yaml',
      'yaml',
      [
        'payments-prod-db-password',
        'web-staging-cdn-token',
        'ops-shared-smtp-password',
        'iot-prod-mqtt-client-key',
        'data-prod-warehouse-password',
        'data-dev-kafka-sasl-password',
      ],
    ],
    ['chart-spc.yaml', 'yaml', ['payments-prod-db-password', 'web-staging-cdn-token']],
    [
      'payments-spc.json',
      'json',
      ['payments-prod-db-password', 'web-staging-cdn-token', 'iot-prod-mqtt-client-key', 'ops-shared-smtp-password'],
    ],
    [
      'payments-spc.json',
      'yaml',
      ['payments-prod-db-password', 'web-staging-cdn-token', 'iot-prod-mqtt-client-key', 'ops-shared-smtp-password'],
    ],
  ] as const) {
    it(`finds the names of ${name} as ${syntax.toUpperCase()} and no other words`, () => {
      const text = fixture(name);
      for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
        const slots = namesIn(variant, syntax);
        assertSpansIn(variant, slots);
        assert.deepEqual(
          slots.map(({ text: found }) => found),
          expected,
        );
      }
    });
  }

  describe('in YAML', () => {
    it('takes names plain and in quotes, before and after their type', () => {
      yaml(
        withObjects('- objectName: «db»', '  objectType: csms', '- objectType: "csms"', "  objectName: '«key»' # x"),
      );
      yaml(withObjects('-', '  \'objectName\': "«db»"', '  objectType: csms'));
    });

    it('takes objects of type csms alone', () => {
      yaml(withObjects('- objectName: no', '  objectType: kms', '- objectName: no', '  objectType: csms2'));
    });

    it('takes an object without a type where the provider is that of CCE', () => {
      yaml(withObjects('- objectName: "«»'));
      yaml(withObjects('- objectName: "no"').replace('cce', 'azure'));
      yaml(`metadata:\n  provider: cce\n${withObjects('- objectName: "no"').replace('cce', 'azure')}`);
      yaml(`${withObjects('- objectName: "no"').replace('cce', 'azure')}metadata:\n  provider: cce\n`);
      yaml(withObjects('- objectName: "«db»"', '  objectType: csms').replace('cce', 'huawei'));
    });

    it('takes a list in JSON, over several lines and in any style of string', () => {
      yaml(withObjects('[', '  {', '    "objectName": "«db»",', '    "objectType": "csms"', '  }', ']'));
      yaml(withParameters('objects: >-', '  [{"objectType": "csms", "objectName": "«db»"}]'));
      yaml(withParameters(`objects: '[{"objectName": "«db»", "objectType": "csms"}]' # x`));
      yaml(withParameters(`objects: '[{"objectName": "«db»",`, '', `    "objectType": "csms"}]'`));
      yaml(withParameters(`objects: '[{"x": "it''s", "objectName": "«db»", "objectType": "csms"}]'`));
      yaml(withParameters(String.raw`objects: "[{\"objectName\": \"«db»\", \"objectType\": \"csms\"}]"`));
      yaml(withParameters(String.raw`objects: "- objectName: «db»\n  objectType: csms\n"`));
    });

    it('takes entries, and the way to them, in brackets', () => {
      yaml(withObjects('- {objectName: «db», objectType: csms}', '- { objectType: csms,', '   objectName: "«key»" }'));
      yaml(`kind: SecretProviderClass\nspec: {parameters: {objects: '[{objectName: «db», objectType: csms}]'}}`);
    });

    it('takes no names of other keys, other places and other kinds', () => {
      yaml(withParameters('other: |', '  - objectName: no', '    objectType: csms'));
      yaml(
        withObjects('- objectName: no', '  objectType: csms').replace('SecretProviderClass', 'SecretProviderClasses'),
      );
      yaml(withObjects('- objectName: no', '  objectType: csms').replace('parameters', 'secretObjects'));
      yaml(withObjects('- nested:', '    - objectName: no', '      objectType: csms'));
    });

    it('reads no more of a quoted list than stands in the quotes', () => {
      const anyProvider = (...lines: readonly string[]) => yaml(withParameters(...lines).replace('cce', 'x'));
      anyProvider(`objects: '[{"objectName": "«db»",`, '  "objectType": "csms"}]\'');
      anyProvider(`objects: '[{"objectName": "no",`, `  "x": 1}]'`, 'objectType: csms');
      anyProvider(`objects: "- objectName: «db»\\n\\`, `  \\  objectType: csms"`, 'other: x');
      anyProvider('objects: |', '  - objectName: no', 'objectType: csms');
    });

    it('knows the way to the list', () => {
      const objects = ['- objectName: no', '  objectType: csms'];
      for (const [key, other] of [
        ['spec:', 'status:'],
        ['parameters:', 'parameter:'],
        ['objects:', 'object:'],
      ] as const) {
        yaml(withObjects(...objects).replace(key, other));
      }
      yaml(`metadata: {spec: {x: 1}, parameters: 2}\n${withObjects('- objectName: «db»', '  objectType: csms')}`);
      yaml(`x: [1, {a: 2}]\n${withObjects('- objectName: «db»', '  objectType: csms')}`);
    });

    it('keeps the items of a list apart', () => {
      const spec =
        '  spec:\n    parameters:\n      objects: |\n        - objectName: «db»\n          objectType: csms\n';
      yaml(`items:\n- kind: Other\n${spec.replace(/[«»]/g, '')}- kind: SecretProviderClass\n${spec}`);
      yaml(`items:\n- kind: SecretProviderClass\n- kind: Other\n${spec.replace(/[«»]/g, '')}`);
    });

    it('reads lines that go on after a backslash', () => {
      yaml(
        withParameters('objects: "- objectName: «db»\\n\\', '  \\  objectTy\\', '  pe: csms\\n"').replace('cce', 'x'),
      );
    });

    it('keeps documents apart', () => {
      const kindless = 'spec:\n  parameters:\n    objects: |\n      - objectName: no\n        objectType: csms\n';
      yaml(`kind: SecretProviderClass\n---\n${kindless}`);
      yaml(`${kindless}--- # next\nkind: SecretProviderClass\n`);
      yaml(`kind: SecretProviderClass\n${kindless.replace('no', '«db»')}`);
      yaml(`${kindless.replace('no', '«db»')}kind: SecretProviderClass\n...\n${kindless}`);
    });

    it('takes no names with escapes or made by templates', () => {
      yaml(withObjects('- objectName: "a\\x62"', '  objectType: csms', "- objectName: 'a''b'", '  objectType: csms'));
      yaml(withObjects('- objectName: {{ .Values.name }}', '  objectType: csms', '- objectName: "{{ .x }}"'));
      yaml(withObjects('{{- range .Values.names }}', '- objectName: «db»', '  objectType: csms', '{{- end }}'));
    });

    it('takes what is being typed', () => {
      yaml(withObjects('- objectName: «»', '  objectType: csms'));
      yaml(withObjects('- objectName: «» # x', '  objectType: csms').replace(' # x', '# x'));
      yaml(withObjects('- objectName:', '  objectType: csms'));
      yaml(withObjects('- objectName: «db»', '  - objectName:'));
      yaml(withObjects('- objectName: «db»', '   objectType: csms'));
      yaml(withObjects('- objectName: "«pay»', '  objectType: csms', '- objectName: "«db»"', '  objectType: csms'));
      yaml(withParameters('objects: "[{').concat('---\n', withObjects('- objectName: «db»')));
    });
  });

  describe('in YAML with other lines around', () => {
    const object = ['- objectName: «db»', '  objectType: csms'];

    for (const line of [
      ...[
        '',
        '# a: "',
        'a',
        'a: b',
        ' \ta :\t b ',
        'a:',
        'a:b: c',
        ': b',
        '"a: x": b',
        `'a''b' : "c`,
        'a: "b',
        '"a: b',
        '"',
      ],
      ...[
        '- a: b',
        ' - - a: b',
        '-',
        '- -',
        '- "',
        '- |',
        'a: |',
        'a: >-',
        '  {{ x }}: b',
        '{{- if x }}',
        'a: {{ x }}',
        '- {{ x }}',
      ],
      ...[
        'a: [',
        'a: {',
        'a: ["',
        `a: ['b`,
        'a: [b: {c',
        'a: [{b: [c',
        'a: [# ]',
        'a: [/*',
        'a: [//',
        'a: [b]c',
        'a: {b: c} d',
        'a: ]',
      ],
      ...['a: &b c', 'a: *b', 'a: !b c', 'a: &b [', 'a: %', 'a: `', '--- a: b'],
    ]) {
      it(`finds a name after ${JSON.stringify(line)}`, () => {
        yaml(`${line}\n${withObjects(...object)}`);
        yaml(`a: b\nlabels:\n  ${line}\n${withObjects(...object)}`.replaceAll('\n', '\r\n'));
        yaml(withObjects(...object).replace('spec:', `metadata:\n  labels:\n    ${line}\nspec:`));
      });
    }

    it('finds names in an object whose bracket is open or stands below its key', () => {
      yaml(
        `kind: SecretProviderClass\nspec: {\n  parameters: {\n    objects: '[{objectName: «db», objectType: csms}]'`,
      );
      yaml(withParameters(`objects: '[`, `{objectName: «db», objectType: csms}`.padStart(40), `]'`));
      yaml(
        `items:\n- {kind: SecretProviderClass, spec: {parameters: {objects: '[{objectName: «db», objectType: csms}]'\n}}}`,
      );
    });

    it('finds the same name whether a list of the manifest is indented or not', () => {
      for (const indentation of ['', '  ']) {
        yaml(`a:\n${indentation}- b: c\n${indentation}- d\n${withObjects(...object)}`);
        yaml(`spec:\n${indentation}- a: b\n${withObjects(...object)}`);
      }
    });
  });

  describe('in JSON', () => {
    it('points into the string in the string', () => {
      json(jsonManifest('[{"objectName": "«db»", "objectType": "csms"}, {"objectType":"csms","objectName":"«»"}]'));
      json(jsonManifest('- objectName: «db»\n  objectType: csms\n- objectName: "no"\n  objectType: kms'));
      json(jsonManifest('\t[{"x": "\\"é", "objectName": "«db»", "objectType": "csms"}]'));
    });

    it('takes no names that are written with escapes, since no stretch of the text says them', () => {
      const manifest = jsonManifest('[{"objectName": "ABC", "objectType": "csms"}]');
      for (const escaped of ['\\u0041BC', 'AB\\u0043', 'A\\\\u0042C', '\\u0041', 'A\\/C', '\\u0000']) {
        json(manifest.replace('ABC', escaped));
      }
    });

    it('passes over what lies deeper than any manifest', () => {
      const deep = `${'['.repeat(150)}"x"${']'.repeat(150)}`;
      const manifest = jsonManifest('[{"objectName": "«db»", "objectType": "csms"}]');
      json(`{"a": ${deep}, ${manifest.slice(1)}`);
      json(`${'['.repeat(150)}${manifest.replaceAll(/[«»]/gu, '')}${']'.repeat(150)} ${manifest}`);
    });

    it('gives names in the order of the text, also when one manifest holds another', () => {
      const [outer, inner] = ['db', 'key'].map((name) =>
        jsonManifest(`[{"objectName": "«${name}»", "objectType": "csms"}]`),
      );
      json(outer!.replace(/\}$/u, `, "x": ${inner}}`));
      json(outer!.replace('{', `{"x": ${inner}, `));
    });

    it('takes comments, several values and the kind after the spec', () => {
      const objects = JSON.stringify('[{"objectName": "«db»", "objectType": "csms"}]');
      const spec = `"spec": /* } */ {"parameters": {"objects": ${objects}}}`;
      json(`// {\n{ ${spec}, "kind": "SecretProviderClass" }\n{ "kind": "SecretProviderClass", ${spec} }`);
      json(`[{ ${spec.replace(/«|»/g, '')}, "kind": "Other" }, { "kind": "SecretProviderClass", ${spec} }]`);
    });

    it('takes what is being typed', () => {
      json(jsonManifest('[{"objectType": "csms", "objectName": "«pay»').replace('}}}', ''));
      json('{"kind": "SecretProviderClass",\n"name": "x\n"spec": {"parameters": {"objects": "[{');
    });
  });
});
