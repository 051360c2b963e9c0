import assert from 'node:assert/strict';
import { ServiceError, type ServiceErrorKind } from '../../src/model/serviceError';
import { describeServiceError } from '../../src/vscode/core/errors';
import { messageText, quickPickText } from '../../src/vscode/core/escapeText';
import { shortDue } from '../../src/vscode/core/format';

const kinds: readonly ServiceErrorKind[] = [
  'cancelled',
  'timeout',
  'network',
  'certificate',
  'redirect',
  'unauthorized',
  'clockSkew',
  'forbidden',
  'notFound',
  'rejected',
  'throttled',
  'unavailable',
  'unreadable',
  'tooLarge',
];

describe('what people read', () => {
  it('has a sentence of its own for each kind of error', () => {
    const sentences = kinds.map((kind) => describeServiceError(new ServiceError({ kind, operation: 'x' })));
    assert.equal(new Set(sentences).size, kinds.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/u);
  });

  it('names the right in IAM that the refused operation needs', () => {
    for (const iamAction of ['csms:secret:getSecretsByTag', 'csms::listProjectTags']) {
      const sentence = describeServiceError(new ServiceError({ kind: 'forbidden', operation: 'x', iamAction }));
      assert.ok(sentence.includes(`lacks the IAM action "${iamAction}"`), sentence);
    }
  });

  it('quotes the service as text: no link, no icon, no hidden character, no endless message', () => {
    const error = new ServiceError({
      kind: 'rejected',
      operation: 'x',
      status: 400,
      code: 'CSMS.0002',
      serviceMessage: `[click](command:evil) $(flame) \u202e${'x'.repeat(5000)}`,
    });
    const sentence = describeServiceError(error);
    assert.match(sentence, /The service says: \[click\] \(command:evil\) \$ \(flame\) \\u202ex+… \(CSMS\.0002\)$/u);
    assert.ok(sentence.length < 400);
  });

  it('draws no icon of a tag’s name', () => {
    assert.equal(quickPickText('$(flame) $(x)'), '\\$(flame) \\$(x)');
    assert.equal(messageText('a](b'), 'a] (b');
  });

  it('tells days, and below two days hours', () => {
    const hour = 60 * 60 * 1000;
    const due = (inMs: number) => shortDue({ what: 'deletion', time: 0, inMs });
    assert.deepEqual([5 * 24 * hour, 36 * hour, hour / 2, 0].map(due), [
      'deletes in 5 d',
      'deletes in 36 h',
      'deletes in 1 h',
      'deletion due',
    ]);
  });
});
