import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandLineError, helpText, parseCommandLine } from '../../../src/emulator/commandLine';
import { openChoices } from '../../../src/emulator/openChoices';

/** The options that were given a value. */
function parse(...args: readonly string[]): object {
  return Object.fromEntries(Object.entries(parseCommandLine(args)).filter(([, value]) => value !== undefined));
}

const refuses = (args: readonly string[], sentence: RegExp): void => {
  assert.throws(
    () => parseCommandLine(args),
    (error) => error instanceof CommandLineError && sentence.test(error.message),
  );
};

describe('command line of the emulator', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'emulator-'))));
  after(() => rmSync(folder, { recursive: true }));

  function dataFile(content: string): string {
    const file = path.join(folder, 'data.json');
    writeFileSync(file, content);
    return file;
  }

  it('needs no options', () => {
    assert.deepEqual(parse(), {});
  });

  it('reads every option', () => {
    assert.deepEqual(
      parse(
        ...['--port', '8080', '--secrets', '0', '--seed', '42', '--latency=20', '--rate', '5'],
        ...[
          '--projects',
          '2',
          '--token-ttl',
          '900',
          '--clock-offset=-960',
          '--edition',
          '2021',
          '--match-case',
          'kept',
          '--unknown-secret=404',
        ],
      ),
      {
        port: 8080,
        secrets: 0,
        seed: 42,
        latencyMs: 20,
        ratePerSecond: 5,
        projects: 2,
        tokenTtlSeconds: 900,
        clockOffsetSeconds: -960,
        edition: '2021',
        matchCase: 'kept',
        unknownSecret: '404',
      },
    );
  });

  it('reads one’s own secrets', () => {
    const secrets = [{ name: 'db', tags: { env: 'prod' }, deletesInDays: 3 }];
    assert.deepEqual(parse('--data', dataFile(JSON.stringify(secrets))), { data: secrets });
  });

  it('refuses what it does not know or cannot use with a sentence', () => {
    refuses(['--prot', '1'], /^Unknown option '--prot'; --help lists the options\.$/u);
    refuses(['extra'], /^Unexpected argument 'extra'/u);
    refuses(['--port'], /^Option '--port <value>' argument missing/u);
    refuses(['--port', '65536'], /^--port must be a whole number from 0 to 65535, not "65536"\.$/u);
    refuses(['--secrets', '-1'], /^Option '--secrets/u);
    refuses(['--secrets=1e3'], /^--secrets must be a whole number/u);
    refuses(['--projects', '0'], /^--projects must be a whole number from 1 to 5, not "0"\.$/u);
    refuses(['--token-ttl=-1'], /^--token-ttl must be a whole number from 0 to /u);
    refuses(['--edition', '2022'], /^--edition must be one of current, 2021, not "2022"\.$/u);
    refuses(['--order', 'random'], /^--order must be one of name, created/u);
  });

  it('refuses a data file with its path and the place in it', () => {
    refuses(['--data', path.join(folder, 'missing.json')], /missing\.json cannot be used: ENOENT/u);
    refuses(['--data', dataFile('[')], /data\.json cannot be used: /u);
    refuses(['--data', dataFile('{}')], /data\.json cannot be used: .*expected array/u);
    refuses(['--data', dataFile('[{"name":"a"},{"name":"a"}]')], /cannot be used: \[1\]\.name: "a" is used twice$/u);
    refuses(['--data', dataFile('[{"name":"a","state":"LOST"}]')], /cannot be used: \[0\]\.state: /u);
    refuses(['--data', dataFile('[{"name":"a","value":"x"}]')], /cannot be used: \[0\]: Unrecognized key: "value"$/u);
  });

  it('tells of every option and of every open choice with its values', () => {
    assert.equal(parseCommandLine(['--help']), 'help');
    const help = helpText();
    for (const option of [
      'port N',
      'secrets N',
      'seed N',
      'latency MS',
      'rate PER_SECOND',
      'edition',
      'data FILE.json',
      'projects N',
      'token-ttl SECONDS',
      'clock-offset SECONDS',
    ]) {
      assert.ok(help.includes(`--${option}`), option);
    }
    for (const { values, about } of Object.values(openChoices)) {
      assert.ok(help.includes(values.join('|')) && help.includes(about), about);
    }
  });
});
