import * as vscode from 'vscode';
import { idAt, type TextSpan } from '../../references/secretIds';
import { documentSyntax, type DocumentSyntax, namesIn } from '../../references/secretNames';
import type { SecretReference } from '../core/openProject';

/** Names are looked for in documents up to this many characters, since their context is the whole text. IDs in all. */
const maxLengthForNames = 1_000_000;

/** What may refer to a secret: whether it does is for the project to say. */
export interface PossibleReference extends SecretReference {
  readonly range: vscode.Range;
}

interface ReadDocument {
  readonly version: number;
  readonly syntax: DocumentSyntax;
  readonly names: readonly PossibleReference[];
}

/** Where documents may refer to secrets: by ID anywhere, by name where the language says so. */
export class DocumentReferences {
  readonly #read = new WeakMap<vscode.TextDocument, ReadDocument>();

  at(document: vscode.TextDocument, position: vscode.Position): PossibleReference | undefined {
    const id = idAt(document.lineAt(position.line).text, position.character);
    if (id) return { by: 'id', text: id.text, range: rangeInLine(position.line, id) };
    const name = this.nameAt(document, position);
    return name?.text === '' ? undefined : name;
  }

  /** The place for a name around a position; its text is empty where a name is still to be written. */
  nameAt(document: vscode.TextDocument, position: vscode.Position): PossibleReference | undefined {
    return this.namesIn(document).find(({ range }) => range.contains(position));
  }

  /** All places for names, in the order of the text. */
  namesIn(document: vscode.TextDocument): readonly PossibleReference[] {
    const syntax = documentSyntax(document.languageId, document.fileName);
    if (syntax === undefined) return [];
    const { version } = document;
    const before = this.#read.get(document);
    if (before?.version === version && before.syntax === syntax) return before.names;
    const spans = lengthOf(document) > maxLengthForNames ? [] : namesIn(document.getText(), syntax);
    const names = spans.map(({ text, start, end }): PossibleReference => {
      return { by: 'name', text, range: new vscode.Range(document.positionAt(start), document.positionAt(end)) };
    });
    this.#read.set(document, { version, syntax, names });
    return names;
  }
}

export function rangeInLine(line: number, { start, end }: TextSpan): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

/** In characters, without a copy of the text. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
