import assert from 'node:assert/strict';
import { noFilter, type SecretFilter } from '../../src/model/secretFilter';
import { UnfinishedDrafts } from '../../src/vscode/filter/filterDraft';
import { filterName, problemSentence } from '../../src/vscode/filter/filterLabels';

const filter: SecretFilter = { tags: [{ key: 'env', values: ['prod', ''] }], nameContains: ['db'] };

describe('the labels of a filter', () => {
  it('name conditions, any value included', () => {
    assert.equal(
      filterName({ ...filter, tags: [...filter.tags, { key: 'team', values: [] }] }),
      'env = prod or (empty value), team = any value, name contains db',
    );
  });

  it('are cut after a few conditions and values', () => {
    const tags = 'abcdef'.split('').map((key) => ({ key, values: ['1', '2', '3', '4', '5'] }));
    assert.equal(filterName({ tags: tags.slice(0, 1), nameContains: [] }), 'a = 1 or 2 or 3 or 2 more');
    assert.match(filterName({ tags, nameContains: ['x'] }), /, d = 1 or 2 or 3 or 2 more and 3 more$/u);
  });

  it('have a sentence for a problem', () => {
    assert.equal(
      problemSentence({ kind: 'keyTooLong', length: 129, max: 128 }),
      'The key has 129 characters; 128 are allowed.',
    );
  });
});

describe('an unfinished draft', () => {
  const draft = { conditions: filter, text: 'team=' };
  const other: SecretFilter = { tags: [], nameContains: ['db'] };

  it('is there again once, for its connection', () => {
    const drafts = new UnfinishedDrafts();
    drafts.keep('one', noFilter, draft);
    assert.deepEqual(drafts.resume('other', noFilter), { conditions: noFilter, text: '' });
    assert.deepEqual(drafts.resume('one', noFilter), draft);
    assert.deepEqual(drafts.resume('one', noFilter), { conditions: noFilter, text: '' });
  });

  it('gives way when another filter was applied meanwhile', () => {
    const drafts = new UnfinishedDrafts();
    drafts.keep('one', noFilter, draft);
    assert.deepEqual(drafts.resume('one', other), { conditions: other, text: '' });
  });
});
