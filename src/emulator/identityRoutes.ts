import type { MiddlewareHandler } from 'hono';
import type { App, AppEnv } from './appEnv';
import type { Emulation } from './emulation';
import { addProjectRoutes } from './projectRoutes';
import { addTemporaryKeyRoute } from './temporaryKeyRoute';
import { addTokenRoutes } from './tokenRoutes';

/** IAM: tokens, projects and temporary access keys. */
export function addIdentityRoutes(app: App, emulation: Emulation): void {
  app.use('/v3/*', traceAnswer);
  app.use('/v3.0/*', traceAnswer);
  addTokenRoutes(app, emulation);
  addProjectRoutes(app, emulation);
  addTemporaryKeyRoute(app, emulation);
}

const traceAnswer: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('X-IAM-Trace-Id', c.get('requestId'));
  await next();
};
