import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { OpenableConnection } from '../core/core';

/** What is needed of the emulator. It shares no code with the rest, so its module is known by its shape only. */
export interface SampleEmulator {
  readonly endpoint: string;
  readonly projectId: string;
  stop(): Promise<void>;
}

export type StartEmulator = (options: { readonly token: string }) => Promise<SampleEmulator>;

/**
 * The sample secrets: the built-in emulator on this machine's loopback address, started when it is first needed and
 * stopped with the extension. Each window has its own; they share the stored token, so that all show the samples.
 */
export class SampleService {
  private running: Promise<SampleEmulator> | undefined;
  private disposed = false;

  constructor(private readonly startEmulator: StartEmulator) {}

  /** What to store for the samples. The address is filled in by `start`, in each window its own. */
  newConnection(): OpenableConnection {
    return {
      connection: {
        id: 'sample',
        kind: 'sample',
        endpoint: 'http://127.0.0.1',
        region: undefined,
        projectId: 'sample',
        method: 'token',
      },
      credential: { kind: 'token', token: `sample-${randomUUID()}` },
    };
  }

  /** Starts the emulator for the stored token and tells where it answers. */
  async start({ connection, credential }: OpenableConnection): Promise<OpenableConnection> {
    await this.stop();
    if (credential.kind !== 'token') throw new Error('The samples are opened with a token.');
    const { endpoint, projectId } = await (this.running = this.startEmulator({ token: credential.token }));
    if (this.disposed) await this.stop();
    return { connection: { ...connection, endpoint, projectId }, credential };
  }

  dispose(): void {
    this.disposed = true;
    void this.stop(); // The editor does not wait for disposal; the server's sockets close with it.
  }

  /** Ends the emulator, if there is one. One that could not be started has told its caller so, and is nothing to end. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    const emulator = await running?.catch(() => undefined);
    await emulator?.stop();
  }
}

/**
 * Loads the emulator's own bundle at the moment it is first needed, so that people who never look at the samples do not
 * pay for it.
 */
export function startBuiltInEmulator(extensionPath: string): StartEmulator {
  return (options) => {
    const load = createRequire(path.join(extensionPath, 'dist', 'extension.js'));
    const emulator = load('./emulator.js') as { readonly startEmulator: StartEmulator };
    return emulator.startEmulator(options);
  };
}
