import type { StateLook } from '../model/detailsPage';
import type { IconName } from './icons';

/** The same shapes as in the tree. */
export const stateIcons: Readonly<Record<StateLook, IconName>> = {
  enabled: 'key',
  disabled: 'circleSlash',
  pendingDeletion: 'trash',
  frozen: 'lock',
  unknown: 'question',
};
