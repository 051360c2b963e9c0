import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody can guess. */
export function randomText(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replaceAll(/[^a-zA-Z0-9]/gu, '')
    .slice(0, length);
}
