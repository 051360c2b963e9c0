import * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds, signInIntents, storageKeys } from '../../ids';
import { messageText } from '../inertText';
import { relativeTime } from '../times';
import { connectionName } from './connectionName';
import type { ActiveConnection, Session } from './session';

/** How long before its end (ms) a sign-in is warned of. */
const noticeMs = 15 * 60_000;

/** A timer cannot wait longer (ms); what ends later is looked at again then. */
const longestTimer = 2 ** 31 - 1;

/** How many messages are remembered, so that none comes twice. */
const maxTold = 20;

const toldSchema = z.array(z.string());

interface ExpiryWatchDeps {
  readonly session: Session;
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
  /** The sign-in in use has expired, or another one took its place. */
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  /** What was seen before its end. Of what had ended when it was taken into use, only the view tells. */
  private watched: string | undefined;
  /** Whose end those who listen have heard of. */
  private ended: string | undefined;

  constructor(private readonly deps: ExpiryWatchDeps) {
    this.onDidChange = this.changes.event;
    this.subscription = vscode.Disposable.from(
      deps.session.onDidChange(() => {
        this.watch();
        this.changes.fire();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.watch();
      }),
    );
  }

  get isExpired(): boolean {
    const { expiresAt } = this.deps.session.active ?? {};
    return expiresAt !== undefined && expiresAt <= this.deps.clock.now();
  }

  /** Keeps nothing of a connection that was removed. */
  async forget(connectionId: string): Promise<void> {
    const others = this.told.filter((note) => !note.endsWith(` ${connectionId}`));
    await this.deps.state.update(storageKeys.toldOfExpiry, others);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.changes.dispose();
  }

  private get told(): readonly string[] {
    return toldSchema.safeParse(this.deps.state.get(storageKeys.toldOfExpiry)).data ?? [];
  }

  private watch(): void {
    clearTimeout(this.timer);
    const { active } = this.deps.session;
    if (active?.expiresAt === undefined) return;
    const leftMs = active.expiresAt - this.deps.clock.now();
    if (leftMs <= 0) {
      this.hasEnded(active);
      return;
    }
    this.watched = endOf(active);
    if (leftMs <= noticeMs) {
      const when = relativeTime(leftMs);
      this.tell(active, vscode.l10n.t('The sign-in to {0} expires {1}.', nameOf(active), when), 'soon');
    }
    const next = leftMs > noticeMs ? leftMs - noticeMs : leftMs;
    this.timer = setTimeout(() => this.watch(), Math.min(next, longestTimer));
  }

  /** Also found when the machine wakes up, whose timers may have slept with it. */
  private hasEnded(active: ActiveConnection): void {
    const end = endOf(active);
    if (this.watched !== end) return;
    this.tell(active, vscode.l10n.t('The sign-in to {0} has expired.', nameOf(active)));
    if (this.ended === end) return;
    this.ended = end;
    this.changes.fire();
  }

  private tell(active: ActiveConnection, message: string, what = 'expired'): void {
    if (!vscode.window.state.focused) return;
    const { state, onError } = this.deps;
    const { told } = this;
    const note = `${what} ${endOf(active)}`;
    if (told.includes(note)) return;
    state.update(storageKeys.toldOfExpiry, [note, ...told].slice(0, maxTold)).then(undefined, onError);
    const signIn = vscode.l10n.t('Sign In…');
    // Not awaited: a notification may stay for hours.
    void vscode.window.showWarningMessage(message, signIn).then((chosen) => {
      if (chosen === signIn) return vscode.commands.executeCommand(commandIds.signIn, signInIntents.again);
      return undefined;
    });
  }
}

function endOf({ connection: { id }, expiresAt = 0 }: ActiveConnection): string {
  return `${expiresAt} ${id}`;
}

function nameOf({ connection }: ActiveConnection): string {
  return messageText(connectionName(connection));
}
