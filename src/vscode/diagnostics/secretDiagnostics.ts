import * as vscode from 'vscode';
import { settingIds } from '../../ids';
import { TrackedIds } from '../../references/trackedIds';
import { type DocumentReferences, rangeInLine, rangeOf } from '../references/documentReferences';
import type { CurrentProject } from '../core/currentProject';
import { onDidChangeSetting, settings } from '../core/settings';
import { troubleOf } from './secretTrouble';

/** Documents are looked at this long after the last change (ms). */
const debounceMs = 300;

/** Reading lines pauses after this long (ms), so that a large document does not hold up the extension host. */
const sliceMs = 10;

/** More in one document would only slow the editor down. */
const maxDiagnostics = 1000;

/** A document with more changes at once is read anew (Replace All, a formatter). */
const maxTrackedChanges = 100;

/** Texts that no one edits, or that show what was, not what is. */
const ignoredSchemes: ReadonlySet<string> = new Set(['output', 'git', 'gitfs', 'comment', 'debug', 'search-editor']);

/**
 * Marks references to secrets that are about to be deleted, disabled or frozen, in the documents on screen. It reads
 * what the inventory holds and asks for nothing: until something else has loaded the list, there is nothing to mark.
 */
export class SecretDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('csms');
  private readonly tracked = new Map<vscode.TextDocument, TrackedIds>();
  private readonly subscription: vscode.Disposable;
  private index: unknown;
  private timer: NodeJS.Timeout | undefined;
  private running = new AbortController();

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
      vscode.workspace.onDidChangeTextDocument((change) => this.follow(change)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.running.abort();
    this.subscription.dispose();
  }

  private get isOn(): boolean {
    return settings.diagnosticsEnabled() && (this.current.value?.all.state.index.size ?? 0) > 0;
  }

  /** Other secrets, or none: what was marked is no longer true. */
  private startAnew(): void {
    const onScreen = new Set(visibleDocuments().map(({ uri }) => uri.toString()));
    this.collection.forEach((uri) => {
      // What stays on screen is replaced without a moment of nothing in between.
      if (!this.isOn || !onScreen.has(uri.toString())) this.collection.delete(uri);
    });
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (!this.isOn) return;
    this.timer = setTimeout(() => void this.examineAll().catch(this.onError), debounceMs);
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const ids = this.tracked.get(document);
    if (!ids || contentChanges.length === 0) return;
    if (contentChanges.length > maxTrackedChanges) {
      this.tracked.set(document, new TrackedIds(document.lineCount));
      this.schedule();
      return;
    }
    for (const { range, text } of contentChanges) {
      const newLines = text.split(/\r\n|\r|\n/u).length;
      ids.change({ startLine: range.start.line, endLine: range.end.line, newLines });
    }
    this.schedule();
  }

  private forget(document: vscode.TextDocument): void {
    this.tracked.delete(document);
    this.collection.delete(document.uri);
  }

  private async examineAll(): Promise<void> {
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    for (const document of visibleDocuments()) {
      if (document.isClosed) continue; // while those before it were read
      const ids = this.tracked.get(document) ?? new TrackedIds(document.lineCount);
      this.tracked.set(document, ids);
      await readInSlices(
        ids.read((line) => document.lineAt(line).text),
        signal,
      );
      if (signal.aborted || !this.isOn) return;
      if (this.tracked.get(document) !== ids) continue; // closed or replaced meanwhile
      this.collection.set(document.uri, this.diagnose(document, ids));
    }
  }

  private diagnose(document: vscode.TextDocument, ids: TrackedIds): vscode.Diagnostic[] {
    const diagnostics: vscode.Diagnostic[] = [];
    const examine = (by: 'id' | 'name', text: string, range: () => vscode.Range): void => {
      const secret = diagnostics.length < maxDiagnostics ? this.current.value?.find({ by, text }) : undefined;
      const trouble = secret && troubleOf(secret);
      if (!trouble) return;
      const diagnostic = new vscode.Diagnostic(range(), trouble.message, trouble.severity);
      diagnostic.source = 'CSMS';
      diagnostic.code = trouble.code;
      diagnostics.push(diagnostic);
    };
    ids.forEach((line, span) => examine('id', span.text, () => rangeInLine(line, span)));
    for (const slot of this.references.slotsIn(document)) examine('name', slot.text, () => rangeOf(document, slot));
    return diagnostics;
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
