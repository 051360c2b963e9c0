import type { ServiceErrorDetails } from '../model/serviceError';
import type { ErrorEnvelope } from './errorEnvelope';
import type { HttpAnswer } from './http';
import { createRedactor, type Redact } from './redaction';
import { subjectTokenHeader } from './userToken';

/** Longest message of the service that is kept, in UTF-16 units. The documents allow 1,024. */
const maxMessageLength = 1024;

/** Looked at before a credential is taken out, so that a huge message costs little. */
const maxRawMessageLength = 4 * maxMessageLength;

/** A secret that is cut off at the end of what is looked at is not recognised, when less than this is left of it. */
const unsureLength = 16;

const maxIdLength = 128;

/** Looking for a longer token in every text would let a server keep the editor busy. */
const maxTokenLength = 16 * 1024;

/** What an answer says about a failure: text from the cloud, bounded and without the credential. */
export function factsOf(
  answer: HttpAnswer,
  envelope: ErrorEnvelope | undefined,
  redact: Redact,
): Partial<ServiceErrorDetails> {
  const serverTime = Date.parse(answer.header('date') ?? '');
  const numbers = { status: answer.status, serverTime: Number.isNaN(serverTime) ? undefined : serverTime };
  // A token that comes with a failure is one all the same. Beside one that is too long to be looked for, no text is kept.
  const token = answer.header(subjectTokenHeader) ?? '';
  if (token.length > maxTokenLength) return numbers;
  const hideToken = createRedactor(token);
  const hide = (text: string): string => redact(hideToken(text));
  return {
    ...numbers,
    code: harmless(envelope?.code, maxIdLength, hide),
    serviceMessage: harmless(envelope?.message, maxMessageLength, hide),
    requestId: requestIdOf(answer, hide) ?? harmless(envelope?.requestId, maxIdLength, hide),
  };
}

/** IAM has its own name for the header. */
export function requestIdOf(answer: HttpAnswer, redact: Redact): string | undefined {
  return harmless(answer.header('x-request-id') ?? answer.header('x-iam-trace-id'), maxIdLength, redact);
}

function harmless(text: string | undefined, maxLength: number, redact: Redact): string | undefined {
  if (text === undefined) return undefined;
  if (text.length <= maxRawMessageLength) return redact(text).slice(0, maxLength);
  return redact(text.slice(0, maxRawMessageLength)).slice(0, -unsureLength).slice(0, maxLength);
}
