import * as vscode from 'vscode';
import type { CsmsClient } from '../../csms/csmsClient';
import type { IamClient } from '../../csms/iamClient';
import type { RequestDescription } from '../../csms/transport/operation';
import type { CommandId } from '../../ids';
import type { Connection, Credential } from '../../model/connection';
import type { Logger } from '../../model/logger';
import type { SecretFilter } from '../../model/secretFilter';
import { checkedArguments, type CommandHandlers } from './commands';
import { CurrentProject } from './currentProject';
import { ErrorPresenter } from './errors';
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
