import * as vscode from 'vscode';
import type { contextKeys } from '../ids';

type ContextKeyName = (typeof contextKeys)[keyof typeof contextKeys];

/** A `when` clause key that is sent to the editor only when its value changes. */
export class ContextKey<T extends string | boolean> {
  private value: T | undefined;

  constructor(private readonly name: ContextKeyName) {}

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    // Fire and forget: setContext has no outcome to wait for.
    void vscode.commands.executeCommand('setContext', this.name, value);
  }
}
