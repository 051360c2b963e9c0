import process from 'node:process';
import { CommandLineError, helpText, parseCommandLine } from './commandLine';
import { startEmulator } from './emulator';

// What the extension takes from the bundle when it starts the emulator in its own process.
export { startEmulator };

/** Runs until a signal comes. Exit codes: 0 stopped or helped, 1 could not start, 2 wrong options or data. */
async function runCommandLine(args: readonly string[]): Promise<void> {
  try {
    const options = parseCommandLine(args);
    if (options === 'help') {
      process.stdout.write(helpText());
      return;
    }
    const { stop, ...description } = await startEmulator(options);
    const end = (): void => void stop(); // The process ends with its last open connection.
    process.once('SIGTERM', end).once('SIGINT', end);
    process.stdout.write(`${JSON.stringify(description)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = error instanceof CommandLineError ? 2 : 1;
  }
}

// Only when run as a program, not when the bundle is loaded by the extension or this file by a test.
if (require.main === module) void runCommandLine(process.argv.slice(2));
