import { commandIds } from '../../ids';
import type { Command } from '../command';
import type { Session } from './session';

/** Forgets the connection and its credential, in every window. */
export function signOutCommand(session: Session): Command {
  return { id: commandIds.signOut, run: () => session.signOut() };
}
