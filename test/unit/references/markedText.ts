import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextSpan } from '../../../src/references/secretIds';
import { type DocumentSyntax, namesIn } from '../../../src/references/secretNames';

/** Fails unless the names of secrets are exactly the spans that are marked: `name = "«db»"`. */
export function assertNames(marked: string, syntax: DocumentSyntax): void {
  const spans: TextSpan[] = [];
  let text = '';
  for (const [, plain = '', span] of marked.matchAll(/([^«]*)(?:«([^»]*)»)?/gsu)) {
    text += plain;
    if (span === undefined) continue;
    spans.push({ text: span, start: text.length, end: text.length + span.length });
    text += span;
  }
  assert.deepEqual(namesIn(text, syntax), spans);
}

/** Fails when a span is not inside of the text or does not say what stands there. */
export function assertSpansIn(text: string, spans: readonly TextSpan[]): void {
  for (const { text: said, start, end } of spans) {
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`);
    assert.equal(text.slice(start, end), said);
  }
}

export const fixtureNames = [
  'payments.tf',
  'payments-spc.yaml',
  'chart-spc.yaml',
  'payments-spc.json',
  'oncall.ipynb',
  'deploy.log.txt',
] as const;

export function fixture(name: (typeof fixtureNames)[number]): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'references', name), 'utf8');
}
