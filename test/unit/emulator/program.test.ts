import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type * as Main from '../../../src/emulator/main';

describe('emulator as a program', () => {
  let folder = '';
  let program = '';
  let child: ChildProcess | undefined;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'emulator-'));
    program = path.join(folder, 'emulator.js');
    const entryPoints = [path.resolve('src/emulator/main.ts')];
    buildSync({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
  });
  afterEach(() => child?.kill('SIGKILL'));
  after(() => rmSync(folder, { recursive: true }));

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints one line when it is ready, and stops on ${signal}`, async () => {
      child = spawn(process.execPath, [program, '--secrets', '20'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
      const line = chunk.toString();
      assert.match(line, /^\{.*\}\n$/u);
      const { endpoint, projectId, token, ...rest } = JSON.parse(line) as Record<string, string>;
      assert.deepEqual(Object.keys(rest), ['tokenExpiresAt', 'accessKey', 'secretKey', 'iamUser', 'otherUser']);
      const answer = await fetch(`${endpoint!}/v1/${projectId!}/csms/resource_instances/action`, {
        method: 'POST',
        headers: { 'X-Auth-Token': token! },
        body: '{"action":"count"}',
      });
      assert.deepEqual(await answer.json(), { resources: null, total_count: 20 });
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
    });
  }

  it('exits with 2 and one sentence when an option is wrong', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--port', 'x'], { encoding: 'utf8' });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^--port must be a whole number [^\n]*\n$/u);
  });

  it('helps on stdout', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '-h'], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /Usage: node emulator\.js/u);
  });

  it('starts nothing when it is loaded as a module', async () => {
    const { startEmulator } = createRequire(__filename)(program) as typeof Main;
    const { endpoint, stop } = await startEmulator({ secrets: 0 });
    assert.match(endpoint, /^http:/u);
    await stop();
  });
});
