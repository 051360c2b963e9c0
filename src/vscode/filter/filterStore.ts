import * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';
import { filterProblem } from '../../model/filterProblem';
import { filterLimits } from '../../model/limits';
import type { SecretFilter } from '../../model/secretFilter';

const filterSchema = z.object({
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
  nameContains: z.array(z.string()),
});

/** A list of pairs and not an object, so that a connection of any name is only a string. */
const storedSchema = z.array(z.tuple([z.string(), filterSchema]));

/** Which filter is on for which connection. It survives a reload. */
export class FilterStore implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();

  constructor(private readonly state: vscode.Memento) {
    this.onDidChange = this.changes.event;
  }

  get(connectionId: string): SecretFilter | undefined {
    const filter = this.read().get(connectionId);
    return filter && filterProblem(filter, filterLimits.current) === undefined ? filter : undefined;
  }

  /** A filter without conditions is none. */
  async set(connectionId: string, filter: SecretFilter | undefined): Promise<void> {
    const filters = this.read();
    if (filter && filter.tags.length + filter.nameContains.length > 0) filters.set(connectionId, filter);
    else filters.delete(connectionId);
    await this.state.update(storageKeys.filters, [...filters]);
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }

  /** What cannot be read was written by another version: it counts as no filter, and everything is shown. */
  private read(): Map<string, SecretFilter> {
    const stored = storedSchema.safeParse(this.state.get(storageKeys.filters));
    return new Map(stored.success ? stored.data : []);
  }
}
