import assert from 'node:assert/strict';
import { ServiceError, type ServiceErrorKind } from '../../src/model/serviceError';
import { describeServiceError, errorPresentations } from '../../src/vscode/core/errors';
import { messageText, quickPickText } from '../../src/vscode/core/escapeText';
import { shortDue } from '../../src/vscode/core/format';

const kinds = Object.keys(errorPresentations) as readonly ServiceErrorKind[];

describe('what people read', () => {
  it('has a sentence of its own for each kind of error', () => {
    const sentences = kinds.map((kind) => describeServiceError(new ServiceError({ kind, operation: 'x' })));
    assert.equal(new Set(sentences).size, kinds.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/u);
  });

  it('names the right in IAM that the refused operation needs', () => {
    const sentence = (iamAction?: string) =>
      describeServiceError(new ServiceError({ kind: 'forbidden', operation: 'x', iamAction }));
    assert.match(sentence('csms::listProjectTags'), /lacks the IAM action "csms::listProjectTags"\.$/u);
    assert.match(sentence(), /lacks a permission\.$/u);
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
