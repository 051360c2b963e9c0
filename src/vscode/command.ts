import type { CommandId } from '../ids';

/** A command as data. `run` throws what goes wrong; the wrapper in `registerCommands` presents it. */
export interface Command {
  readonly id: CommandId;
  /** The arguments are what VS Code passes: for a row's menu the row and the selection, else nothing. Check them. */
  readonly run: (...args: readonly unknown[]) => unknown;
}
