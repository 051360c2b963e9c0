import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Project } from './account';
import type { WireRequest } from './signature';

export interface AppEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: { requestId: string; body: Uint8Array; project: Project };
}

export type App = Hono<AppEnv>;

export function wireRequest(c: Context<AppEnv>): WireRequest {
  const { method = 'GET', url = '/', headers } = c.env.incoming;
  return { method, url, headers, body: c.get('body') };
}
