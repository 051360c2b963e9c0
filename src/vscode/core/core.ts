import * as vscode from 'vscode';
import type { CsmsClient } from '../../csms/csmsClient';
import type { IamClient } from '../../csms/iamClient';
import type { RequestDescription } from '../../csms/transport/operation';
import type { CommandId, SecretTarget } from '../../ids';
import type { Connection, Credential } from '../../model/connection';
import type { Logger } from '../../model/logger';
import type { Secret } from '../../model/secret';
import type { SecretFilter } from '../../model/secretFilter';
import { checkedArguments, type CommandHandlers, isSecretRow } from './commands';
import { CurrentProject } from './currentProject';
import { ErrorPresenter, UserFacingError } from './errors';
import type { FilterMemory } from './openProject';

/** A connection with what opens it. */
export interface OpenableConnection {
  readonly connection: Connection;
  readonly credential: Credential;
}

/** What this layer asks of the service's clients, which only the root may make. */
export interface Service {
  createClient(openable: OpenableConnection): CsmsClient;
  createIamClient(endpoint: string): IamClient;
  describeListRequest(connection: Connection, filter: SecretFilter): RequestDescription;
}

export interface Log extends Logger {
  show(): void;
  dispose(): void;
}

/** What all surfaces share. */
export interface Core {
  readonly project: CurrentProject;
  readonly service: Service;
  readonly filters: FilterMemory;
  readonly errors: ErrorPresenter;
  readonly log: Log;
}

export function createCore(log: Log, service: Service, filters: FilterMemory): Core {
  return { project: new CurrentProject(), service, filters, errors: new ErrorPresenter(log), log };
}

/** The `CSMS Explorer` output channel. What is written here was made safe by whoever wrote it: see `Logger`. */
export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('CSMS Explorer', { log: true });
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message) => channel.error(message),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

/** Registers commands so that each is logged, awaited and, when it throws, explained. */
export function registerCommands(
  { project, errors, log }: Pick<Core, 'project' | 'errors' | 'log'>,
  handlers: Partial<CommandHandlers>,
): vscode.Disposable {
  const register = (id: CommandId, handler: (...args: readonly unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...given: readonly unknown[]) => {
      log.debug(`Command ${id}`);
      // What failed in one connection is not repeated in another.
      const about = project.value?.connection.id;
      const attempt = async (): Promise<unknown> => {
        try {
          await project.ready;
          return await handler(...checkedArguments(id, given));
        } catch (error) {
          errors.present(error, async () => (project.value?.connection.id === about ? attempt() : undefined));
          return undefined;
        }
      };
      return attempt();
    });
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) =>
      register(id as CommandId, handler as (...args: readonly unknown[]) => unknown),
    ),
  );
}

/** The rows that are selected in the Secrets view, and the secrets that a command is about. */
export class SelectedSecrets {
  constructor(
    private readonly project: CurrentProject,
    /** The selected rows. */
    readonly rows: () => readonly unknown[],
  ) {}

  /**
   * From a row's menu VS Code passes the row and, when it is part of one, the selection; a keybinding passes nothing and
   * means the selection; links in cards pass an ID. The same secret under two tags counts once.
   *
   * @throws {UserFacingError} when no secret of that id is loaded
   */
  of(target: SecretTarget | undefined, selectedRows: readonly unknown[] = []): readonly Secret[] {
    if (typeof target === 'string') return [this.byId(target)];
    const rows = selectedRows.length > 0 ? selectedRows : target === undefined ? this.rows() : [target];
    const secrets = rows.filter(isSecretRow).map(({ secret }) => secret);
    return [...new Map(secrets.map((secret) => [secret.id, secret])).values()];
  }

  private byId(id: string): Secret {
    const project = this.project.value;
    // While a filter is on, the whole list may not be loaded.
    const secret = project?.all.state.index.byId(id) ?? project?.visible.state.index.byId(id);
    if (secret) return secret;
    throw new UserFacingError(
      project?.all.state.rows === 'whole'
        ? vscode.l10n.t('This secret is not in the project any more.')
        : vscode.l10n.t('This secret is not loaded. Refresh the Secrets view, or sign in.'),
    );
  }
}
