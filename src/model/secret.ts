/** One tag on a secret. The value may be empty; the key is not. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The states the service documents (spec/csms-api.md 1.8). A newer service may send others, so `Secret.state` is open. */
export const secretStates = ['ENABLED', 'DISABLED', 'PENDING_DELETE', 'FROZEN'] as const;

/**
 * What the service says of a secret: metadata and tags, never its value.
 *
 * All times are milliseconds since 1970-01-01 UTC with a precision of one second. The documents say seconds; the wire
 * says otherwise (spec/csms-api.md 1.9). A field that the service left out or sent as null is `undefined`.
 */
export interface Secret {
  /** A UUID; what documents and configuration refer to. */
  readonly id: string;
  readonly name: string;
  /** One of `secretStates`, a word that this version does not know, or empty when the service gave none. */
  readonly state: string;
  /** `COMMON`, `RDS-FG`, `GaussDB-FG`, … An open list. */
  readonly type: string | undefined;
  readonly description: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly createTime: number | undefined;
  readonly updateTime: number | undefined;
  readonly scheduledDeleteTime: number | undefined;
  readonly autoRotation: boolean | undefined;
  /** As the service writes it: `<int>` and one of `d`, `h`, `m`, `s`. */
  readonly rotationPeriod: string | undefined;
  /** JSON text of the service; not parsed, since its keys vary. */
  readonly rotationConfig: string | undefined;
  readonly rotationTime: number | undefined;
  readonly nextRotationTime: number | undefined;
  readonly eventSubscriptions: readonly string[];
  /** `0` is the default enterprise project. */
  readonly enterpriseProjectId: string | undefined;
  readonly rotationFunctionUrn: string | undefined;
  readonly tags: readonly Tag[];
  /** Tags that Huawei Cloud itself sets. */
  readonly systemTags: readonly Tag[];
}

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
