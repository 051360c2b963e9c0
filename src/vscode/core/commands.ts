import * as vscode from 'vscode';
import * as z from 'zod';
import {
  type CommandId,
  commandIds,
  type CommandSignatures,
  type contextKeys,
  type SecretRowTarget,
  type SecretTarget,
  signInIntents,
  viewIds,
} from '../../ids';
import type { SecretFilter } from '../../model/secretFilter';

type Arguments<Id extends CommandId> = Parameters<CommandSignatures[Id]>;
type Result<Id extends CommandId> = ReturnType<CommandSignatures[Id]>;

/** What each command does. A handler throws what goes wrong; `registerCommands` presents it. */
export type CommandHandlers = {
  readonly [Id in CommandId]: (...args: Arguments<Id>) => Result<Id> | Promise<Result<Id>>;
};

/** Runs a command of this extension. `undefined` also when the command failed, which it has told the person itself. */
export async function runCommand<Id extends CommandId>(
  id: Id,
  ...args: Arguments<Id>
): Promise<Result<Id> | undefined> {
  return vscode.commands.executeCommand<Result<Id> | undefined>(id, ...args);
}

/** Signs in to the connection in use again; when that came to its end, goes on with what needed it. */
export async function signInThen(goOn: () => Promise<unknown>): Promise<void> {
  const isDone = await runCommand(commandIds.signIn, signInIntents.again);
  if (isDone === true) await goOn();
}

export async function focusSecretsView(): Promise<void> {
  await vscode.commands.executeCommand(`${viewIds.secrets}.focus`);
}

/** A `when` clause key that is sent to the editor only when its value changes. */
export class ContextKey<T extends string | boolean> {
  private value: T | undefined;

  constructor(private readonly name: (typeof contextKeys)[keyof typeof contextKeys]) {}

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    // Fire and forget: setContext has no outcome to wait for.
    void vscode.commands.executeCommand('setContext', this.name, value);
  }
}

/** The schemas of a command's arguments, each without its `undefined`: every argument may be missing. */
type ArgumentSchemas<Args extends readonly unknown[]> = {
  readonly [At in keyof Args]-?: z.ZodType<Exclude<Args[At], undefined>>;
};

const secretId = z.string();
const secretRow = z.custom<SecretRowTarget>(isSecretRow);
/** What is given and is no secret means none, while nothing at all means the selection: `SelectedSecrets` looks at it. */
const secretTarget = [z.custom<SecretTarget>((target) => target !== undefined), z.array(z.unknown())] as const;
const tagName = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tagKey'), key: z.string() }),
  z.object({ kind: z.literal('tagValue'), key: z.string(), value: z.string() }),
]);

/** Also for filters that are stored. */
export const filterSchema: z.ZodType<SecretFilter> = z.object({
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
  nameContains: z.array(z.string()),
});

const argumentSchemas: { readonly [Id in CommandId]: ArgumentSchemas<Arguments<Id>> } = {
  [commandIds.signIn]: [z.enum(signInIntents)],
  [commandIds.signOut]: [],
  [commandIds.switchConnection]: [],
  [commandIds.exploreSampleSecrets]: [],
  [commandIds.searchSecrets]: [],
  [commandIds.filterSecrets]: [filterSchema],
  [commandIds.clearFilter]: [],
  [commandIds.showFilterRequest]: [],
  [commandIds.filterByTag]: [
    z.union([z.object({ key: z.string(), value: z.string() }), z.object({ kind: z.literal('group'), name: tagName })]),
  ],
  [commandIds.revealInTree]: [secretId],
  [commandIds.groupBy]: [],
  [commandIds.refresh]: [],
  [commandIds.retry]: [],
  [commandIds.cancelLoading]: [],
  [commandIds.showMore]: [z.string()],
  [commandIds.copyId]: secretTarget,
  [commandIds.copyName]: secretTarget,
  [commandIds.copyAsJson]: secretTarget,
  [commandIds.openInConsole]: [],
  [commandIds.openDetails]: [
    z.union([
      secretId,
      secretRow,
      z.object({ kind: z.literal('click'), secretId }),
      z.object({ kind: z.literal('enter') }),
    ]),
  ],
  [commandIds.findReferences]: secretTarget,
  [commandIds.showLog]: [],
};

/**
 * The arguments of a command as links, keybindings, menus and other extensions pass them. One that is not what the
 * command takes counts as missing; what is beyond those that it takes is dropped.
 */
export function checkedArguments<Id extends CommandId>(id: Id, given: readonly unknown[]): Arguments<Id> {
  const schemas: readonly z.ZodType[] = argumentSchemas[id];
  return schemas.map((schema, at) => schema.safeParse(given[at]).data) as Arguments<Id>;
}

const rowSchema = z.object({ kind: z.literal('secret'), secret: z.object({ id: z.string() }) });

/** A row of the Secrets view is passed as it is, so only what tells it from other rows is looked at. */
export function isSecretRow(row: unknown): row is SecretRowTarget {
  return rowSchema.safeParse(row).success;
}
