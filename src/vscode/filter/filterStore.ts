import type * as vscode from 'vscode';
import * as z from 'zod';
import { storageKeys } from '../../ids';
import { filterLimits, filterProblem } from '../../model/limits';
import type { Logger } from '../../model/logger';
import { isEmptyFilter, type SecretFilter } from '../../model/secretFilter';
import { ConnectionRecords } from '../connectionRecords';
import { UserFacingError } from '../core/errors';
import type { FilterMemory } from '../core/openProject';
import { problemSentence } from './filterLabels';

const filterSchema = z.object({
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()).readonly() })).readonly(),
  nameContains: z.array(z.string()).readonly(),
});
type StoredFilter = z.infer<typeof filterSchema>;

/** Which filter is applied for which connection. It survives a reload. */
export class FilterStore implements FilterMemory {
  private readonly records: ConnectionRecords<StoredFilter>;

  constructor(state: vscode.Memento, logger: Logger) {
    this.records = new ConnectionRecords<StoredFilter>(state, storageKeys.filters, filterSchema, () =>
      logger.warn('A stored filter cannot be read, so it counts as none'),
    );
  }

  get(connectionId: string): SecretFilter | undefined {
    const filter = this.records.get(connectionId);
    return filter && filterProblem(filter, filterLimits.current) === undefined ? filter : undefined;
  }

  /**
   * A filter without conditions is none.
   *
   * @throws {UserFacingError} when the service would refuse the filter
   */
  async set(connectionId: string, filter: SecretFilter | undefined): Promise<void> {
    const problem = filter && filterProblem(filter, filterLimits.current);
    if (problem) throw new UserFacingError(problemSentence(problem));
    await this.records.set(connectionId, filter && !isEmptyFilter(filter) ? filter : undefined);
  }
}
