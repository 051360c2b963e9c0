import { commandIds } from '../../ids';
import type { Command } from '../command';
import type { Session } from './session';

/** Forgets the connection in use and its credential, in every window. Others stay. */
export function signOutCommand(session: Session): Command {
  return {
    id: commandIds.signOut,
    run: async () => {
      const { active } = session;
      if (active) await session.remove(active.connection.id);
    },
  };
}
