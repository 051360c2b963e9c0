/**
 * Where a layer without an editor writes what happened.
 *
 * Messages never hold a credential, a request body or a secret's value; text that came from the service is free of
 * the credential and goes through `displayText` first.
 */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
