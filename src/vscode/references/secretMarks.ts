import * as vscode from 'vscode';
import { settingIds } from '../../ids';
import type { SecretIndex } from '../../inventory/secretIndex';
import { displayText } from '../../model/displayText';
import type { Secret } from '../../model/secret';
import { idsIn } from '../../references/secretIds';
import type { CurrentProject } from '../core/currentProject';
import { exactTime } from '../core/format';
import { onDidChangeSetting, settings } from '../core/settings';
import { type DocumentReferences, type PossibleReference, rangeInLine } from './documentReferences';

/** Documents are read this long after the last change (ms). */
const debounceMs = 300;

/** Reading pauses after this long (ms), so that a large document does not hold up the extension host. */
const sliceMs = 10;

/** More in one document would only slow the editor down. */
const maxMarks = 1000;

/** Texts that no one edits, or that show what was, not what is. */
const ignoredSchemes: ReadonlySet<string> = new Set(['output', 'git', 'gitfs', 'comment', 'debug', 'search-editor']);

/**
 * Marks references to secrets that are about to be deleted, disabled or frozen, in the documents on screen. It reads
 * what the inventory holds and asks for nothing: until something else has loaded the list, there is nothing to mark.
 */
export class SecretMarks implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('csms');
  private readonly subscription: vscode.Disposable;
  /** The versions of the documents whose marks are right. */
  private marked = new WeakMap<vscode.TextDocument, number>();
  private index: SecretIndex | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reading = new AbortController();

  constructor(
    private readonly references: DocumentReferences,
    private readonly current: CurrentProject,
    private readonly onError: (error: unknown) => void,
  ) {
    const schedule = (): void => this.schedule();
    this.subscription = vscode.Disposable.from(
      this.collection,
      current.onDidChange(() => {
        const index = current.value?.all.state.index;
        if (index !== this.index) this.startAnew();
        this.index = index;
      }),
      onDidChangeSetting(settingIds.diagnosticsEnabled, () => this.startAnew()),
      vscode.window.onDidChangeVisibleTextEditors(schedule),
      vscode.window.onDidChangeVisibleNotebookEditors(schedule),
      vscode.workspace.onDidOpenTextDocument(schedule), // also told, after a close, when the language changes
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (visibleDocuments().includes(document)) this.schedule();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.marked.delete(document);
        this.collection.delete(document.uri);
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.reading.abort();
    this.subscription.dispose();
  }

  private get isOn(): boolean {
    return settings.diagnosticsEnabled() && (this.current.value?.all.state.index.size ?? 0) > 0;
  }

  /** Other secrets, or none: what was marked is no longer true. */
  private startAnew(): void {
    this.marked = new WeakMap();
    const visible = new Set(visibleDocuments().map(({ uri }) => uri.toString()));
    this.collection.forEach((uri) => {
      // What stays on screen is replaced without a moment of nothing in between.
      if (!this.isOn || !visible.has(uri.toString())) this.collection.delete(uri);
    });
    this.schedule();
  }

  /** Ends what is being read: it may be about a text or a list that is no more. */
  private schedule(): void {
    this.reading.abort();
    clearTimeout(this.timer);
    if (!this.isOn) return;
    this.timer = setTimeout(() => void this.markVisible().catch(this.onError), debounceMs);
  }

  private async markVisible(): Promise<void> {
    const { signal } = (this.reading = new AbortController());
    for (const document of visibleDocuments()) {
      const { version } = document;
      if (this.marked.get(document) === version) continue;
      const marks: vscode.Diagnostic[] = [];
      await readInSlices(this.read(document, marks), signal);
      if (signal.aborted) return;
      if (document.isClosed) continue; // while it was read
      this.marked.set(document, version);
      this.collection.set(document.uri, marks);
    }
  }

  /** Adds the marks of a document, and gives control back after each line: there may be very many. */
  private *read(document: vscode.TextDocument, marks: vscode.Diagnostic[]): Generator<void> {
    const add = ({ by, text, range }: PossibleReference): void => {
      const secret = marks.length < maxMarks ? this.current.value?.find({ by, text }) : undefined;
      const mark = secret && secretMark(secret, range);
      if (mark) marks.push(mark);
    };
    for (let line = 0; line < document.lineCount; line++) {
      for (const id of idsIn(document.lineAt(line).text)) {
        add({ by: 'id', text: id.text, range: rangeInLine(line, id) });
      }
      yield;
    }
    for (const reference of this.references.namesIn(document)) add(reference);
  }
}

function visibleDocuments(): readonly vscode.TextDocument[] {
  const editors = vscode.window.visibleTextEditors.map(({ document }) => document);
  const cells = vscode.window.visibleNotebookEditors.flatMap(({ notebook }) => notebook.getCells());
  return [...new Set([...editors, ...cells.map(({ document }) => document)])].filter(
    ({ uri, isClosed }) => !isClosed && !ignoredSchemes.has(uri.scheme),
  );
}

async function readInSlices(reading: Generator<void>, signal: AbortSignal): Promise<void> {
  let pauseAt = performance.now() + sliceMs;
  while (reading.next().done !== true) {
    if (performance.now() < pauseAt) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    pauseAt = performance.now() + sliceMs;
  }
}

/** What is wrong with relying on the secret, at a reference to it; `undefined` when nothing is. */
export function secretMark(
  { name, state, scheduledDeleteTime }: Secret,
  range: vscode.Range,
): vscode.Diagnostic | undefined {
  const nameShown = displayText(name);
  const mark = (code: string, message: string, severity = vscode.DiagnosticSeverity.Warning): vscode.Diagnostic =>
    Object.assign(new vscode.Diagnostic(range, message, severity), { source: 'CSMS', code });
  switch (state) {
    case 'PENDING_DELETE':
      return mark(
        'pending-deletion',
        scheduledDeleteTime === undefined
          ? vscode.l10n.t('Secret {0} is pending deletion.', nameShown)
          : vscode.l10n.t('Secret {0} is pending deletion: {1}.', nameShown, exactTime(scheduledDeleteTime)),
        vscode.DiagnosticSeverity.Error,
      );
    case 'DISABLED':
      return mark('disabled', vscode.l10n.t('Secret {0} is disabled.', nameShown));
    case 'FROZEN':
      return mark('frozen', vscode.l10n.t('Secret {0} is frozen.', nameShown));
    default:
      return undefined;
  }
}
