/** Made by esbuild.mjs: imports every test/extension/*.test.ts. */
declare module 'all-suites';
