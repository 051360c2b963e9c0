import type { Attack } from './attacks/attack';
import { characters } from './attacks/characters';
import { injections } from './attacks/injections';
import { markup } from './attacks/markup';

export type { Attack } from './attacks/attack';

/** Every attack that is tried on every surface that shows, logs or passes on text from the cloud. */
export const attacks: readonly Attack[] = [...markup, ...characters, ...injections];
