import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

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
  /** What came before this request, since the last `play`. */
  readonly earlier: readonly ReceivedRequest[];
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
  readonly #sockets = new Set<Socket>();
  readonly #unfinished = new Set<ServerResponse>();
  #bytesOfClosedSockets = 0;
  #bytesBefore = 0;
  #script: readonly Fault[] = [];

  static async start(): Promise<FaultServer> {
    const server = new FaultServer();
    await server.listen();
    return server;
  }

  constructor() {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        this.#bytesOfClosedSockets += socket.bytesWritten;
        this.#server.emit('calmer');
      });
    });
    record(this.#server, this.requests, (request, response) => {
      this.#unfinished.add(response);
      response.once('close', () => {
        this.#unfinished.delete(response);
        this.#server.emit('calmer');
      });
      const fault = this.#script[Math.min(this.requests.length, this.#script.length) - 1];
      if (fault) {
        fault({ request, response, earlier: this.requests.slice(0, -1), elsewhere: originOf(this.#other) });
      } else response.writeHead(500).end('the test has told this server nothing');
    });
    record(this.#other, this.requestsElsewhere, (_request, response) =>
      response.end('{"resources":[],"total_count":0}'),
    );
  }

  async listen(): Promise<void> {
    await Promise.all([this.#server, this.#other].map((each) => once(each.listen(0, '127.0.0.1'), 'listening')));
  }

  get endpoint(): string {
    return originOf(this.#server);
  }

  /** Forgets what came before. The first request meets the first fault, and so on; the last fault stays. */
  play(...script: readonly Fault[]): void {
    this.#script = script;
    this.requests.length = 0;
    this.requestsElsewhere.length = 0;
    this.#bytesBefore = this.#bytesInAll;
  }

  /** What was written to the line since the last `play`. */
  get bytesWritten(): number {
    return this.#bytesInAll - this.#bytesBefore;
  }

  get #bytesInAll(): number {
    return [...this.#sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, this.#bytesOfClosedSockets);
  }

  /** Resolves when the given number of requests has come since the last `play`. */
  async received(count: number): Promise<void> {
    while (this.requests.length < count) await once(this.#server, 'recorded');
  }

  /** Resolves when no answer is under way: each has ended, or its line was cut. */
  async idle(): Promise<void> {
    while (this.#unfinished.size > 0) await once(this.#server, 'calmer');
  }

  /** Resolves when nobody is connected any more. */
  async deserted(): Promise<void> {
    while (this.#sockets.size > 0) await once(this.#server, 'calmer');
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
