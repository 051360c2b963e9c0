import * as vscode from 'vscode';
import { UserFacingError } from './errors';
import type { OpenProject, ProjectChange } from './openProject';

/** Holds the project on screen, and tells of every change to it or of it by one event. */
export class CurrentProject implements vscode.Disposable {
  readonly onDidChange: vscode.Event<ProjectChange>;
  /** Resolves when the stored connections were looked up: a command may be what activates the extension. */
  readonly ready: Promise<void>;
  private readonly changes = new vscode.EventEmitter<ProjectChange>();
  private resolveReady: () => void = () => undefined;
  private project: OpenProject | undefined;
  private hasStarted = false;
  private isDisposed = false;

  constructor() {
    this.onDidChange = this.changes.event;
    this.ready = new Promise((resolve) => (this.resolveReady = resolve));
  }

  get value(): OpenProject | undefined {
    return this.project;
  }

  /** No project is open, and it is not known yet whether one will be. */
  get isStarting(): boolean {
    return !this.project && !this.hasStarted;
  }

  /** @throws {UserFacingError} when no project is open */
  require(): OpenProject {
    if (this.project) return this.project;
    throw new UserFacingError(vscode.l10n.t('Sign in first.'));
  }

  /** Disposes the project that was open. After this object was disposed, the new one, too. */
  replace(project: OpenProject | undefined): void {
    this.project?.dispose();
    if (this.isDisposed) project?.dispose();
    this.project = this.isDisposed ? undefined : project;
    project?.onDidChange((change) => this.changes.fire(change));
    this.changes.fire({ kind: 'connection' });
  }

  /** Announces that a connection was renamed, added or removed. */
  announceNames(): void {
    this.changes.fire({ kind: 'names' });
  }

  /** The stored connections were looked up: from now on no project means signed out. */
  markReady(): void {
    this.hasStarted = true;
    this.resolveReady();
    this.changes.fire({ kind: 'connection' });
  }

  dispose(): void {
    this.isDisposed = true;
    this.project?.dispose();
    this.project = undefined;
    this.changes.dispose();
  }
}

/**
 * Runs a prompt about the project on screen. When the connection changes, the signal ends the prompt, the person is told
 * why, and its outcome, which was about the old one, is dropped.
 */
export async function untilConnectionChanges<T>(
  current: CurrentProject,
  prompt: (project: OpenProject, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const project = current.require();
  const closing = new AbortController();
  const subscription = current.onDidChange(() => {
    if (current.value !== project) closing.abort();
  });
  try {
    const outcome = await prompt(project, closing.signal);
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
