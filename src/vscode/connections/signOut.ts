import { commandIds } from '../../ids';
import type { Command } from '../command';
import type { Session } from './session';

/** Forgets the credential of the connection in use, in every window. Other connections stay. */
export function signOutCommand(session: Session): Command {
  return {
    id: commandIds.signOut,
    run: async () => {
      const { active } = session;
      if (active) await session.signOut(active.connection.id);
    },
  };
}
