import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import type { Emulation } from './emulation';
import type { App, AppEnv } from './guards';
import { addCredentialRoutes } from './iamCredentials';
import { addProjectRoutes } from './iamProjects';
import { Refusal } from './refusal';
import { addResourceInstanceRoute } from './resourceInstances';
import { addSecretRoutes } from './secretRoutes';

/** The gateway takes no larger body. */
const maxBodyBytes = 12 * 1024 * 1024;

/** The API gateway with CSMS and IAM behind it. */
export function createApp(emulation: Emulation): App {
  const app = new Hono<AppEnv>();
  app.use(stampAnswer(emulation), slowDown(emulation), throttle(emulation), readBody);
  addResourceInstanceRoute(app, emulation);
  addSecretRoutes(app, emulation);
  app.use('/v3/*', traceAnswer);
  app.use('/v3.0/*', traceAnswer);
  addCredentialRoutes(app, emulation);
  addProjectRoutes(app, emulation);
  app.notFound((c) =>
    refuse(c, new Refusal('gateway', 404, 'APIGW.0101', 'The API does not exist or has not been published')),
  );
  app.onError((error, c) =>
    refuse(c, error instanceof Refusal ? error : new Refusal('gateway', 500, 'APIGW.0201', 'Unexpected error')),
  );
  return app;
}

function refuse(c: Context<AppEnv>, refusal: Refusal): Response {
  return c.json(refusal.body(c.get('requestId')), refusal.status, { ...refusal.headers });
}

function stampAnswer({ now }: Emulation): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    c.set('requestId', randomBytes(16).toString('hex'));
    c.header('X-Request-Id', c.get('requestId'));
    c.header('Date', new Date(now()).toUTCString());
    await next();
  };
}

/** IAM's answers carry the request id in a header of their own. */
const traceAnswer: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('X-IAM-Trace-Id', c.get('requestId'));
  await next();
};

function slowDown({ latencyMs }: Emulation): MiddlewareHandler<AppEnv> {
  return async (_c, next) => {
    // Not referenced, so that a stopped emulator does not keep its process waiting.
    if (latencyMs > 0) await delay(latencyMs, undefined, { ref: false });
    await next();
  };
}

/** Lets a number of requests through in each second, the first of which begins with the first request. */
function throttle({ ratePerSecond, now }: Emulation): MiddlewareHandler<AppEnv> {
  let secondStart = -Infinity;
  let used = 0;
  return async (_c, next) => {
    if (now() - secondStart >= 1000) {
      secondStart = now();
      used = 0;
    }
    used += 1;
    if (used > ratePerSecond) {
      const message = 'The throttling threshold has been reached';
      throw new Refusal('gateway', 429, 'APIGW.0308', message, { 'Retry-After': '1' });
    }
    await next();
  };
}

/** Takes the body off the wire itself: a signature covers its bytes, even those of a GET, which `Request` drops. */
const readBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of c.env.incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBodyBytes) throw new Refusal('gateway', 413, 'APIGW.0201', 'Request entity too large');
    chunks.push(chunk);
  }
  c.set('body', Buffer.concat(chunks));
  await next();
};
