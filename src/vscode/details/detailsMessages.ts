import * as z from 'zod';
import {
  copyFields,
  detailsTabs,
  generalActions,
  secretActions,
  type KeptState,
  type PageMessage,
} from '../../model/detailsPage';

/** Longer than any id or tag of the service; see the bounds on what it sends. */
const text = z.string().max(4096);

const pageMessageSchema: z.ZodType<PageMessage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('copy'), secretId: text, field: z.enum(copyFields) }),
  z.strictObject({
    kind: z.literal('filterByTag'),
    secretId: text,
    tag: z.strictObject({ key: text.min(1), value: text }),
  }),
  z.strictObject({ kind: z.literal('runOn'), secretId: text, action: z.enum(secretActions) }),
  z.strictObject({ kind: z.literal('run'), action: z.enum(generalActions) }),
]);

const keptStateSchema: z.ZodType<KeptState> = z.object({
  secretId: text.min(1),
  connection: text.min(1),
  tab: z.enum(detailsTabs),
});

/** `undefined` for anything that the page is not known to say. */
export function parsePageMessage(message: unknown): PageMessage | undefined {
  return pageMessageSchema.safeParse(message).data;
}

/** `undefined` for what another version kept. */
export function parseKeptState(state: unknown): KeptState | undefined {
  return keptStateSchema.safeParse(state).data;
}
