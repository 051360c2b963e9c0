import * as z from 'zod';
import { copyFields, detailsTabs, generalActions, secretActions, type KeptState, type PageMessage } from './details';

/** Longer than any id or tag of the service; see the bounds on what it sends. */
const text = z.string().max(4096);

type Fields<Message> = { readonly [Field in keyof Message]-?: z.ZodType<Message[Field]> };

/** A kind of message that has no schema here does not compile, nor does a field of one. */
const messages: { readonly [Message in PageMessage as Message['kind']]: Fields<Message> } = {
  ready: { kind: z.literal('ready') },
  copy: { kind: z.literal('copy'), secretId: text, field: z.enum(copyFields) },
  filterByTag: {
    kind: z.literal('filterByTag'),
    secretId: text,
    tag: z.strictObject({ key: text.min(1), value: text }),
  },
  runOn: { kind: z.literal('runOn'), secretId: text, action: z.enum(secretActions) },
  run: { kind: z.literal('run'), action: z.enum(generalActions) },
};
const pageMessageSchema: z.ZodType<PageMessage> = z.union(
  Object.values(messages).map((fields) => z.strictObject(fields)),
);

const keptStateFields: Fields<KeptState> = {
  secretId: text.min(1),
  connection: text.min(1),
  tab: z.enum(detailsTabs),
};
const keptStateSchema = z.object(keptStateFields);

/** `undefined` for anything that the page is not known to say. */
export function parsePageMessage(message: unknown): PageMessage | undefined {
  return pageMessageSchema.safeParse(message).data;
}

/** `undefined` for what another version kept. */
export function parseKeptState(state: unknown): KeptState | undefined {
  return keptStateSchema.safeParse(state).data;
}
