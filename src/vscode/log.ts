import * as vscode from 'vscode';
import type { Logger } from '../model/logger';

export interface Log extends Logger {
  show(): void;
  dispose(): void;
}

/** The `CSMS Explorer` output channel. What is written here was made safe by whoever wrote it: see `Logger`. */
export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('CSMS Explorer', { log: true });
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message) => channel.error(message),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
