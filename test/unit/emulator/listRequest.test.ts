import assert from 'node:assert/strict';
import type { EmulatorOptions } from '../../../src/emulator/emulation';
import { emulators } from './emulatorUnderTest';

const conditions = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, values: [] }));
const match = (value: string, key = 'resource_name'): object => ({ key, value });
const oneTag = (key: string, values: readonly string[] = []): object => ({ tags: [{ key, values }] });

describe('request of ListResourceInstances', () => {
  const start = emulators();

  /** What each request is answered with: `accepted`, or the code of the refusal and the parameter that it names. */
  async function outcomes(requests: readonly unknown[], options: EmulatorOptions = {}): Promise<readonly string[]> {
    const under = await start({ secrets: 1, ...options });
    const answers = [];
    for (const request of requests) {
      const { status, body } = await under.list(request);
      if (status === 200) {
        answers.push('accepted');
        continue;
      }
      const { error_code, error_msg } = (body as { error: { error_code: string; error_msg: string } }).error;
      answers.push(`${status} ${error_code} ${/parameter (\S*)/u.exec(error_msg)?.[1] ?? ''}`.trim());
    }
    return answers;
  }

  /** Checks filters by what each is answered with, nothing when it is accepted. */
  async function assertFilters(cases: readonly (readonly [object, string?])[], options?: EmulatorOptions) {
    const requests = cases.map(([fields]) => ({ action: 'filter', ...fields }));
    const expected = cases.map(([, parameter]) =>
      parameter === undefined ? 'accepted' : `400 CSMS.0002 ${parameter}`,
    );
    assert.deepEqual(await outcomes(requests, options), expected);
  }

  it('takes limit and offset as text or number, and nothing that is none or out of range', async () => {
    const limits = ['0', 0, '1001', 1001, '-1', -1, 'ten', '1.5', 1.5, ' 10', true, [], {}];
    const offsets = ['-1', -1, 'x', 0.5, '99999999999999999999', false];
    await assertFilters([
      ...['1000', 1000, '1', undefined, null, ''].map((limit) => [{ limit, offset: '0' }] as const),
      ...limits.map((limit) => [{ limit }, 'limit'] as const),
      ...offsets.map((offset) => [{ offset }, 'offset'] as const),
    ]);
  });

  it('refuses a body that is no well-formed object', async () => {
    const bodies = ['', '{', 'null', '[]', '"filter"', '{"action":"filter"}}'];
    assert.deepEqual(new Set(await outcomes(bodies)), new Set(['400 CSMS.0004']));
  });

  it('needs an action that is documented, except in the 2021 edition or when told otherwise', async () => {
    const refused = '400 CSMS.0002 action';
    const actions = [{ action: 'list' }, { action: 'FILTER' }, { action: 1 }, {}];
    assert.deepEqual(await outcomes(actions), [refused, refused, refused, refused]);
    assert.deepEqual(await outcomes([{}], { edition: '2021' }), ['accepted']);
    assert.deepEqual(await outcomes([{}], { missingAction: 'filter' }), ['accepted']);
    assert.deepEqual(await outcomes([{}], { edition: '2021', missingAction: 'refused' }), [refused]);
  });

  it('reads absent and null lists as empty, and refuses an empty list of tags when told so', async () => {
    await assertFilters([[{ tags: null, matches: null }], [{ tags: [{ key: 'env' }] }], [{ tags: [] }]]);
    await assertFilters([[{}], [{ tags: [] }, 'tags']], { emptyTags: 'refused' });
  });

  for (const [edition, most, longestKey, longestValue] of [
    ['current', 10, 128, 255],
    ['2021', 20, 36, 43],
  ] as const) {
    it(`keeps the limits of the ${edition} edition: ${most} tags, ${longestKey} and ${longestValue} characters`, async () => {
      // A character outside the basic plane counts once.
      const [key, value] = ['𠮷'.repeat(longestKey), '𠮷'.repeat(longestValue)];
      await assertFilters(
        [
          [{ tags: conditions(most) }],
          [{ tags: conditions(most + 1) }, 'tags'],
          [oneTag(key, [value])],
          [oneTag(`${key}k`), 'tags[0].key'],
          [oneTag(key, [`${value}v`]), 'tags[0].values[0]'],
          [oneTag('k', ['\u0007']), 'tags[0].values[0]'],
          ...Array.from('*<>\\=', (character) =>
            edition === '2021'
              ? ([oneTag('k', [character]), 'tags[0].values[0]'] as const)
              : ([oneTag('k', [character])] as const),
          ),
        ],
        { edition },
      );
    });
  }

  it('refuses empty keys, repeated keys, repeated values and an eleventh value', async () => {
    await assertFilters([
      [oneTag(''), 'tags[0].key'],
      [{ tags: [...conditions(1), ...conditions(1)] }, 'tags'],
      [oneTag('k', ['a', 'a']), 'tags[0].values'],
      [oneTag('k', Array.from('abcdefghij'))],
      [oneTag('k', Array.from('abcdefghijk')), 'tags[0].values'],
    ]);
  });

  it('takes ten name conditions of 255 characters, no other field, and a sequence of up to 36 characters', async () => {
    await assertFilters([
      [{ matches: Array(10).fill(match('x'.repeat(255))) }],
      [{ matches: Array(11).fill(match('x')) }, 'matches'],
      [{ matches: [match('x'.repeat(256))] }, 'matches[0].value'],
      [{ matches: [match('x', 'resource_id')] }, 'matches[0].key'],
      [{ sequence: 'test_sequence' }],
      [{ sequence: 'x'.repeat(37) }, 'sequence'],
    ]);
  });
});
