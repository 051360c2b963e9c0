import { commandIds } from '../ids';
import type { Command } from './command';

export function showLogCommand(log: { show(): void }): Command {
  return { id: commandIds.showLog, run: () => log.show() };
}
