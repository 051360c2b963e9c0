import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Exchange {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  /** The origin of a second server, which no client has a reason to talk to. */
  readonly elsewhere: string;
}

/** What the server does with one request. */
export type Fault = (exchange: Exchange) => void;

/** Two local servers: one that misbehaves as it is told, and one that records who was led astray. */
export class FaultServer {
  readonly requests: ReceivedRequest[] = [];
  readonly requestsElsewhere: ReceivedRequest[] = [];
  readonly #server = createServer({ maxHeaderSize: 1024 * 1024 });
  readonly #other = createServer({ maxHeaderSize: 1024 * 1024 });
  #script: readonly Fault[] = [];

  static async start(): Promise<FaultServer> {
    const server = new FaultServer();
    await Promise.all([server.#server, server.#other].map((each) => once(each.listen(0, '127.0.0.1'), 'listening')));
    return server;
  }

  private constructor() {
    record(this.#server, this.requests, (request, response) => {
      const fault = this.#script[Math.min(this.requests.length, this.#script.length) - 1];
      if (fault) fault({ request, response, elsewhere: originOf(this.#other) });
      else response.writeHead(500).end('the test has told this server nothing');
    });
    record(this.#other, this.requestsElsewhere, (_request, response) =>
      response.end('{"resources":[],"total_count":0}'),
    );
  }

  get endpoint(): string {
    return originOf(this.#server);
  }

  /** Forgets what came before. The first request meets the first fault, and so on; the last fault stays. */
  play(...script: readonly Fault[]): void {
    this.#script = script;
    this.requests.length = 0;
    this.requestsElsewhere.length = 0;
  }

  /** Resolves when the given number of requests has come since the last `play`. */
  async received(count: number): Promise<void> {
    while (this.requests.length < count) await once(this.#server, 'recorded');
  }

  async dispose(): Promise<void> {
    for (const server of [this.#server, this.#other]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

function record(
  server: Server,
  requests: ReceivedRequest[],
  answer: (request: ReceivedRequest, response: ServerResponse) => void,
): void {
  server.on('request', (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      server.emit('recorded');
      answer(request, response);
    });
  });
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
