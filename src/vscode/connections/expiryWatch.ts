import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import { relativeTime } from '../times';
import { connectionName } from './connectionName';
import type { ActiveConnection, Session } from './session';

/** How long before its end (ms) a sign-in is warned of. */
const noticeMs = 15 * 60_000;

/** A timer cannot wait longer (ms); what ends later is looked at again then. */
const longestTimer = 2 ** 31 - 1;

/** Watches when the sign-in of the connection in use ends: warns once before, and says so when it happens. */
export class ExpiryWatch implements vscode.Disposable {
  /** The sign-in in use has expired, or another one took its place. */
  readonly onDidChange: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  private warnedOf: ActiveConnection | undefined;

  constructor(
    private readonly session: Session,
    private readonly clock: { now(): number },
  ) {
    this.onDidChange = this.changes.event;
    this.subscription = session.onDidChange(() => {
      this.watch();
      this.changes.fire();
    });
  }

  get isExpired(): boolean {
    const { expiresAt } = this.session.active ?? {};
    return expiresAt !== undefined && expiresAt <= this.clock.now();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.changes.dispose();
  }

  private watch(): void {
    clearTimeout(this.timer);
    const { active } = this.session;
    if (active?.expiresAt === undefined) return;
    const leftMs = active.expiresAt - this.clock.now();
    if (leftMs <= 0) return;
    if (leftMs <= noticeMs && this.warnedOf !== active) {
      this.warnedOf = active;
      this.warn(
        vscode.l10n.t('The sign-in to {0} expires {1}.', connectionName(active.connection), relativeTime(leftMs)),
      );
    }
    const next = leftMs > noticeMs ? leftMs - noticeMs : leftMs;
    this.timer = setTimeout(
      () => {
        this.watch();
        if (this.isExpired) this.sayExpired();
      },
      Math.min(next, longestTimer),
    );
  }

  /** Only what ends while it is in use is worth a message; of what had ended before, the view tells. */
  private sayExpired(): void {
    const { active } = this.session;
    if (active) this.warn(vscode.l10n.t('The sign-in to {0} has expired.', connectionName(active.connection)));
    this.changes.fire();
  }

  private warn(message: string): void {
    const signIn = vscode.l10n.t('Sign In…');
    // Not awaited: a notification may stay for hours.
    void vscode.window.showWarningMessage(message, signIn).then((chosen) => {
      if (chosen === signIn) return vscode.commands.executeCommand(commandIds.signIn);
      return undefined;
    });
  }
}
