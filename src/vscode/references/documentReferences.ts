import * as vscode from 'vscode';
import { idAt, type TextSpan } from '../../references/secretIds';
import { documentSyntax, namesIn } from '../../references/secretNames';

/** Names are looked for in documents up to this many characters, since their context is the whole text. IDs in all. */
const maxLengthForNames = 1_000_000;

/** What may refer to a secret: whether it does is for the inventory to say. */
export interface PossibleReference {
  readonly by: 'id' | 'name';
  readonly text: string;
  readonly range: vscode.Range;
}

interface ReadSlots {
  readonly version: number;
  readonly syntax: string;
  readonly slots: readonly TextSpan[];
}

/** Where documents may refer to secrets: by ID anywhere, by name where the language says so. */
export class DocumentReferences {
  readonly #slots = new WeakMap<vscode.TextDocument, ReadSlots>();

  at(document: vscode.TextDocument, position: vscode.Position): PossibleReference | undefined {
    const id = idAt(document.lineAt(position.line).text, position.character);
    if (id) return { by: 'id', text: id.text, range: rangeInLine(position.line, id) };
    const slot = this.slotAt(document, position);
    return slot === undefined || slot.text === ''
      ? undefined
      : { by: 'name', text: slot.text, range: rangeOf(document, slot) };
  }

  /** The place for a name around a position, empty ones included. */
  slotAt(document: vscode.TextDocument, position: vscode.Position): TextSpan | undefined {
    const slots = this.slotsIn(document);
    if (slots.length === 0) return undefined;
    const offset = document.offsetAt(position);
    return slots.find(({ start, end }) => start <= offset && offset <= end);
  }

  /** All places for names, in the order of the text. */
  slotsIn(document: vscode.TextDocument): readonly TextSpan[] {
    const syntax = documentSyntax(document.languageId, document.fileName);
    if (syntax === undefined) return [];
    const known = this.#slots.get(document);
    if (known?.version === document.version && known.syntax === syntax) return known.slots;
    const slots = lengthOf(document) > maxLengthForNames ? [] : namesIn(document.getText(), syntax);
    this.#slots.set(document, { version: document.version, syntax, slots });
    return slots;
  }
}

export function rangeOf(document: vscode.TextDocument, { start, end }: TextSpan): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function rangeInLine(line: number, { start, end }: TextSpan): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

/** In characters, without a copy of the text. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
