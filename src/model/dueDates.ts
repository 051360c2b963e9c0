import type { Secret } from './secret';

const dayMs = 24 * 60 * 60 * 1000;

/** A rotation is worth mentioning in a row when it is at most this far away. */
const rotationNoticeMs = 7 * dayMs;

export interface DueDate {
  readonly what: 'deletion' | 'rotation';
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  /** Milliseconds from now; negative when overdue. */
  readonly inMs: number;
}

/** What happens to a secret soon: its deletion whenever one is scheduled, else a rotation within seven days. */
export function nextDueDate(secret: Secret, now: number): DueDate | undefined {
  if (secret.state === 'PENDING_DELETE') {
    if (secret.scheduledDeleteTime === undefined) return undefined;
    return { what: 'deletion', time: secret.scheduledDeleteTime, inMs: secret.scheduledDeleteTime - now };
  }
  if (secret.autoRotation === true && secret.nextRotationTime !== undefined) {
    const inMs = secret.nextRotationTime - now;
    if (inMs <= rotationNoticeMs) return { what: 'rotation', time: secret.nextRotationTime, inMs };
  }
  return undefined;
}
