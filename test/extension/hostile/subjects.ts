import type * as vscode from 'vscode';
import { Inventory } from '../../../src/inventory/inventory';
import type { ProjectTagKey } from '../../../src/query/tagKeys';
import type { Secret } from '../../../src/model/secret';
import { noFilter, type SecretFilter } from '../../../src/model/secretFilter';
import { ServiceError } from '../../../src/model/serviceError';
import type { Attack } from '../../support/attacks';
import { FakeSource, page, RecordingLogger, secret } from '../../support/builders';

/** Throws where the attack gets through. */
export type Surface = (attack: Attack) => void | Promise<void>;

export type Surfaces = Readonly<Record<string, Surface>>;

export const now = Date.UTC(2026, 0, 1);

export const day = 24 * 60 * 60_000;

export const looks = { now, partial: false, canOpenConsole: true };

/** A name of 300 characters in a sentence. */
export const maxRow = 400;

/** Some names together. */
export const maxLine = 1500;

/** A secret all of whose texts are the attack. */
export function secretOf({ text }: Attack, facts: Partial<Secret> = {}): Secret {
  return secret({
    name: text,
    state: text,
    type: text,
    description: text,
    kmsKeyId: text,
    rotationPeriod: text,
    rotationConfig: text,
    rotationFunctionUrn: text,
    enterpriseProjectId: text,
    eventSubscriptions: [text],
    tags: [
      { key: text, value: text },
      { key: `${text}2`, value: '' },
    ],
    systemTags: [{ key: text, value: text }],
    ...facts,
  });
}

export function errorOf({ text }: Attack): ServiceError {
  return new ServiceError({
    kind: 'rejected',
    operation: 'ListResourceInstances',
    status: 400,
    code: text,
    serviceMessage: text,
    requestId: text,
  });
}

export function keysOf({ text }: Attack): readonly ProjectTagKey[] {
  return [{ key: text, count: 1, values: [{ value: text, count: 1 }] }];
}

export function filterOf({ text }: Attack): SecretFilter {
  return { tags: [{ key: text, values: [text] }], nameContains: [text] };
}

export function itemWords(items: readonly vscode.QuickPickItem[]): readonly (string | undefined)[] {
  return items.flatMap(({ label, description, detail, buttons }) => [
    label,
    description,
    detail,
    ...(buttons ?? []).map(({ tooltip }) => tooltip),
  ]);
}

export function emptyInventory(): Inventory {
  return new Inventory(new FakeSource(() => page([])), noFilter, { clock: Date, logger: new RecordingLogger() });
}
