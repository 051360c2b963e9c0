import * as vscode from 'vscode';
import type { Logger } from '../model/logger';
import type { Command } from './command';
import type { ErrorPresenter } from './errorPresenter';

interface CommandServices {
  readonly logger: Logger;
  readonly errors: ErrorPresenter;
  /** Resolves when the stored connection has been looked up: a command may be what activates the extension. */
  readonly ready: Promise<void>;
  /** The connection in use: what failed in one is not repeated in another. */
  readonly connectionId: () => string | undefined;
}

/** Registers commands so that each is logged, awaited and, when it throws, explained. */
export function registerCommands(
  commands: readonly Command[],
  { logger, errors, ready, connectionId }: CommandServices,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
        logger.debug(`Command ${id}`);
        const about = connectionId();
        const attempt = async (): Promise<unknown> => {
          try {
            await ready;
            return await run(...args);
          } catch (error) {
            errors.present(error, async () => (connectionId() === about ? attempt() : undefined));
            return undefined;
          }
        };
        return attempt();
      }),
    ),
  );
}
