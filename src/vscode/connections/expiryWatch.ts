import * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds, signInIntents, storageKeys } from '../../ids';
import { runCommand } from '../core/commands';
import type { CurrentProject } from '../core/currentProject';
import { messageText } from '../core/escapeText';
import { relativeTime } from '../core/format';
import { connectionName } from './connectionLabels';

/** How long before its end (ms) a sign-in is warned of. */
const noticeMs = 15 * 60_000;

/** A timer cannot wait longer (ms); what ends later is looked at again then. */
const longestTimer = 2 ** 31 - 1;

/** How many messages are remembered, so that none comes twice. */
const maxRemembered = 20;

const rememberedSchema = z.array(z.string());

interface ExpiryWatchDeps {
  readonly project: CurrentProject;
  readonly clock: { now(): number };
  /** Shared by all windows. */
  readonly state: vscode.Memento;
  readonly onError: (error: unknown) => void;
}

/**
 * Watches when the sign-in of the connection in use ends: warns once before, and says so when it happens. Of several
 * windows, only the one that a person looks at speaks.
 */
export class ExpiryWatch implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  /** The sign-in that was seen while it was valid; one that had expired when it was selected is shown in the view only. */
  private watched: string | undefined;
  /** The sign-in whose expiry was already announced. */
  private announced: string | undefined;

  constructor(private readonly deps: ExpiryWatchDeps) {
    this.subscription = vscode.Disposable.from(
      deps.project.onDidChange(({ kind }) => {
        if (kind === 'connection') this.watch();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.watch();
      }),
    );
  }

  /** Keeps nothing of a connection that was removed. */
  async forget(connectionId: string): Promise<void> {
    const others = this.remembered.filter((note) => !note.endsWith(` ${connectionId}`));
    await this.deps.state.update(storageKeys.announcedExpiries, others);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
  }

  private get remembered(): readonly string[] {
    return rememberedSchema.safeParse(this.deps.state.get(storageKeys.announcedExpiries)).data ?? [];
  }

  private watch(): void {
    clearTimeout(this.timer);
    const project = this.deps.project.value;
    if (project?.expiresAt === undefined) return;
    const { connection, expiresAt } = project;
    const signIn = `${expiresAt} ${connection.id}`;
    const name = messageText(connectionName(connection));
    const leftMs = expiresAt - this.deps.clock.now();
    if (leftMs <= 0) {
      // Also found when the machine wakes up, whose timers may have slept with it.
      if (this.watched !== signIn) return;
      this.notify(`expired ${signIn}`, vscode.l10n.t('The sign-in to {0} has expired.', name));
      if (this.announced === signIn) return;
      this.announced = signIn;
      project.announceExpiry();
      return;
    }
    this.watched = signIn;
    if (leftMs <= noticeMs) {
      this.notify(`soon ${signIn}`, vscode.l10n.t('The sign-in to {0} expires {1}.', name, relativeTime(leftMs)));
    }
    const next = leftMs > noticeMs ? leftMs - noticeMs : leftMs;
    this.timer = setTimeout(() => this.watch(), Math.min(next, longestTimer));
  }

  private notify(note: string, message: string): void {
    const { state, onError } = this.deps;
    const { remembered } = this;
    if (!vscode.window.state.focused || remembered.includes(note)) return;
    state.update(storageKeys.announcedExpiries, [note, ...remembered].slice(0, maxRemembered)).then(undefined, onError);
    const signIn = vscode.l10n.t('Sign In…');
    // Not awaited: a notification may stay for hours.
    void vscode.window
      .showWarningMessage(message, signIn)
      .then((chosen) => (chosen === signIn ? runCommand(commandIds.signIn, signInIntents.again) : undefined));
  }
}
