import * as vscode from 'vscode';
import type { Session } from './session';

/**
 * Runs a prompt about the connection in use. When that changes, the signal ends the prompt, the person is told why, and
 * its outcome, which was about the old one, is dropped.
 */
export async function untilConnectionChanges<T>(
  session: Session,
  prompt: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const closing = new AbortController();
  const subscription = session.onDidChange(() => closing.abort());
  try {
    const outcome = await prompt(closing.signal);
    if (!closing.signal.aborted) return outcome;
  } finally {
    subscription.dispose();
  }
  // Not awaited: a notification may stay for hours.
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The connection changed, so the prompt for the old one was closed.'),
  );
  return undefined;
}
