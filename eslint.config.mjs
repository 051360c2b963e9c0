import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Node's modules are imported with `node:`, so that the rules below see them. */
const bareNode = builtinModules
  .filter((name) => !name.startsWith('_'))
  .map((name) => ({ name, message: `Import node:${name}, so that the rules about layers see it.` }));

/** The emulator's framework, which no other layer needs. */
const hono = ['hono', 'hono/*', '@hono/*'];

/** What neither the messages of pages nor their schemas need. */
const notForProtocol = [
  'vscode',
  'axios',
  'node:*',
  ...hono,
  '**/csms/**',
  '**/query/**',
  '**/inventory/**',
  '**/references/**',
  '**/vscode/**',
  '**/emulator/**',
  '**/webview/**',
  '**/ids',
];

/** Who may import what. The message is what someone reads who has just written the wrong import. */
const layers = {
  model: {
    files: ['src/model/**/*.ts'],
    only: 'model imports nothing but model: it says what the words mean, to every other layer.',
    forbidden: [
      'vscode',
      'axios',
      'zod',
      'node:*',
      ...hono,
      '**/csms/**',
      '**/query/**',
      '**/inventory/**',
      '**/references/**',
      '**/protocol/**',
      '**/vscode/**',
      '**/emulator/**',
      '**/webview/**',
      '**/ids',
    ],
  },
  csms: {
    files: ['src/csms/**/*.ts'],
    only: 'csms speaks to the service and knows model, axios, zod and node:crypto, http and https. Hand anything else in as an argument.',
    forbidden: [
      'vscode',
      ...hono,
      'node:*',
      '!node:crypto',
      '!node:http',
      '!node:https',
      '**/query/**',
      '**/inventory/**',
      '**/references/**',
      '**/protocol/**',
      '**/vscode/**',
      '**/emulator/**',
      '**/webview/**',
      '**/ids',
    ],
  },
  query: {
    files: ['src/query/**/*.ts'],
    only: 'query is pure: it reads and writes what people type and knows model. Tags and limits come in as arguments.',
    forbidden: [
      'vscode',
      'axios',
      'zod',
      'node:*',
      ...hono,
      '**/csms/**',
      '**/inventory/**',
      '**/references/**',
      '**/protocol/**',
      '**/vscode/**',
      '**/emulator/**',
      '**/webview/**',
      '**/ids',
    ],
  },
  inventory: {
    files: ['src/inventory/**/*.ts'],
    only: 'inventory is pure: it knows model and query. Time, the source and the logger come in as arguments.',
    forbidden: [
      'vscode',
      'axios',
      'zod',
      'node:*',
      ...hono,
      '**/csms/**',
      '**/references/**',
      '**/protocol/**',
      '**/vscode/**',
      '**/emulator/**',
      '**/webview/**',
      '**/ids',
    ],
  },
  references: {
    files: ['src/references/**/*.ts'],
    only: 'references is pure: it reads texts and knows model. What a secret is called is for its callers to look up.',
    forbidden: [
      'vscode',
      'axios',
      'zod',
      'node:*',
      ...hono,
      '**/csms/**',
      '**/query/**',
      '**/inventory/**',
      '**/protocol/**',
      '**/vscode/**',
      '**/emulator/**',
      '**/webview/**',
      '**/ids',
    ],
  },
  protocol: {
    files: ['src/protocol/**/*.ts'],
    only: 'protocol is what the host and its pages say to each other: it knows model alone, and no zod, since pages load it. Schemas have files of their own.',
    forbidden: [...notForProtocol, 'zod', '**/*Schemas'],
  },
  protocolSchemas: {
    files: ['src/protocol/**/*Schemas.ts'],
    only: 'The schemas of protocol know its messages, model and zod.',
    forbidden: notForProtocol,
  },
  vscode: {
    files: ['src/vscode/**/*.ts'],
    only: 'vscode shows things and knows model, query, inventory, references and protocol; of csms it may import types. The network is not its business.',
    forbidden: [
      'axios',
      ...hono,
      'node:http',
      'node:https',
      'node:net',
      'node:child_process',
      '**/emulator/**',
      '**/webview/**',
    ],
    typesOnly: ['**/csms/**'],
  },
  webview: {
    files: ['src/webview/**/*.ts'],
    only: 'webview is a page: it draws what the host says with lit and knows model, the messages of protocol, the elements and the icons. Ask the host for anything else.',
    forbidden: [
      'vscode',
      'axios',
      'zod',
      'node:*',
      ...hono,
      '**/csms/**',
      '**/query/**',
      '**/inventory/**',
      '**/references/**',
      '**/protocol/*Schemas',
      '**/vscode/**',
      '**/emulator/**',
      '**/ids',
    ],
  },
  emulator: {
    files: ['src/emulator/**/*.ts'],
    only: 'The emulator is a second reading of the specification: it shares model with the rest, how a request is signed, and nothing else.',
    forbidden: [
      'vscode',
      'axios',
      '**/csms/*',
      '!**/csms/transport',
      '**/csms/transport/*',
      '!**/csms/transport/signing',
      '**/query/**',
      '**/inventory/**',
      '**/references/**',
      '**/protocol/**',
      '**/vscode/**',
      '**/webview/**',
      '**/ids',
    ],
  },
  root: {
    files: ['src/extension.ts', 'src/ids.ts'],
    only: 'The root wires the layers. What does work belongs into one of them.',
    forbidden: ['axios', 'zod', 'node:*', ...hono, '**/emulator/**'],
  },
};

const layerRules = Object.values(layers).map(({ files, only, forbidden, typesOnly = [] }) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: bareNode,
        patterns: [
          { group: forbidden, message: only },
          ...typesOnly.map((group) => ({ group: [group], allowTypeImports: true, message: only })),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules/**', 'dist/**', 'out/**', '.vscode-test/**', 'test/fixtures/**'] },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-shadow': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  ...layerRules,
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // mocha's describe and it return nothing to await; node:assert narrows.
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
        document: 'readonly',
        window: 'readonly',
      },
    },
  },
);
